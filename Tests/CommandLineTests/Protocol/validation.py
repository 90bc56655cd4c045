"""Compares messages of a server with the types of the protocol, which lsprotocol generates from its model."""
import json
import re

from lsprotocol import converters, types

CONVERTER = converters.get_converter()


def messages(stream):
    """The messages in a stream of frames; anything between them is an error."""
    result = []
    while stream:
        header = re.match(rb"Content-Length: (\d+)\r\n(?:Content-Type: [^\r]*\r\n)?\r\n", stream)
        assert header, f"expected a header, found {stream[:40]!r}"
        end = header.end() + int(header[1])
        result.append(json.loads(stream[header.end():end]))
        stream = stream[end:]
    return result


def problem(message, methods):
    """What is wrong with a message; methods are those of the client's requests by their ids."""
    if message.get("jsonrpc") != "2.0":
        return "jsonrpc is not 2.0"
    if "method" in message:
        kind = types.METHOD_TO_TYPES.get(message["method"])
        if kind is None:
            return "the method is not one of the protocol"
        return difference(message, kind[0])
    if "error" in message:
        return difference(message, types.ResponseErrorMessage)
    method = methods.get(message.get("id"))
    if method is None:
        return "it answers no request"
    if method == "textDocument/codeAction":
        # lsprotocol takes an action with a command for a command.
        for action in message["result"]:
            if found := difference(action, types.CodeAction):
                return found
        return None
    return difference(message, types.METHOD_TO_TYPES[method][1])


def difference(message, kind):
    """What the types do not know of a message, or miss in it."""
    try:
        read = CONVERTER.structure(message, kind)
    except Exception as error:  # Every converter has its own.
        return f"{type(error).__name__}: {error} {getattr(error, 'exceptions', '')}"
    unknown = lost(message, CONVERTER.unstructure(read, unstructure_as=kind), "")
    return f"unknown members: {', '.join(unknown)}" if unknown else None


def lost(message, read, path):
    """The members that are not in what was read."""
    if isinstance(message, dict) and isinstance(read, dict):
        return [
            name
            for key, value in message.items()
            for name in ([f"{path}.{key}"] if key not in read and value is not None else lost(value, read.get(key), f"{path}.{key}"))
        ]
    if isinstance(message, list) and isinstance(read, (list, tuple)):
        return [name for index, pair in enumerate(zip(message, read)) for name in lost(*pair, f"{path}[{index}]")]
    return []
