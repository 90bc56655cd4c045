#!/usr/bin/env python3
"""Web servers with behaviour that nginx does not support: late responses, one byte at a time, garbage, or silence; a
resolver with forged answers; a name server without TCP; and an address that never answers.

    peers.py PEERS FORGED RESOLVER UDP NAMESERVER DEAD

PEERS is a JSON list of servers. Queries over UDP to the address FORGED first get forged answers: with wrong ids, with
wrong questions, queries instead of answers, and from another port. Then they get the answer of RESOLVER, and then another
forged one. Queries over UDP to the address UDP get the answer of NAMESERVER, and nothing listens there for TCP. Connections
to the address DEAD are neither accepted nor refused.
"""

import asyncio
import json
import socket
import ssl
import struct
import sys

LIE = bytes([127, 250, 250, 250])


def head(body):
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(
        body
    )


async def serve(peer):
    behaviour = peer["behaviour"]
    body = peer["body"].encode()

    async def talk(reader, writer):
        try:
            if behaviour == "silent":
                await asyncio.sleep(3600)
            elif behaviour == "garbage":
                writer.write(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n")
                await writer.drain()
            else:
                request = await reader.readuntil(b"\r\n\r\n")
                if peer["path"].encode() not in request:
                    writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                elif behaviour == "late":
                    await asyncio.sleep(peer["seconds"])
                    writer.write(head(body) + body)
                else:
                    for byte in head(body) + body:
                        writer.write(bytes([byte]))
                        await writer.drain()
                        await asyncio.sleep(1)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    context = None
    if peer["chain"] and behaviour in ("late", "dripping"):
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(peer["chain"], peer["key"])
    await asyncio.start_server(talk, peer["address"], peer["port"], ssl=context)


def end_of_question(packet):
    """Returns the size of the header and the first question."""
    at = 12
    while packet[at]:
        at += 1 + packet[at]
    return at + 5


def lie(query):
    """Returns a well-formed forged answer, with an address where nothing listens."""
    end = end_of_question(query)
    record = b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 3600, 4) + LIE
    return query[:2] + struct.pack("!HHHHH", 0x8180, 1, 1, 0, 0) + query[12:end] + record


class Upstream(asyncio.DatagramProtocol):
    def __init__(self, answered):
        self.answered = answered

    def datagram_received(self, data, address):
        self.answered(data)


class Forwarder(asyncio.DatagramProtocol):
    """Passes queries to another server."""

    def __init__(self, server):
        self.server = server

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, query, client):
        asyncio.ensure_future(self.answer(query, client))

    async def answer(self, query, client):
        answer = await self.ask(query)
        if answer is not None:
            self.transport.sendto(answer, client)

    async def ask(self, query):
        loop = asyncio.get_running_loop()
        answer = loop.create_future()

        def answered(data):
            if not answer.done():
                answer.set_result(data)

        transport, _ = await loop.create_datagram_endpoint(lambda: Upstream(answered), remote_addr=(self.server, 53))
        transport.sendto(query)
        try:
            return await asyncio.wait_for(answer, 20)
        except (asyncio.TimeoutError, OSError):
            return None
        finally:
            transport.close()


class Forged(Forwarder):
    def __init__(self, other, resolver):
        super().__init__(resolver)
        self.other = other

    async def answer(self, query, client):
        false = lie(query)
        wrong_id = struct.pack("!H", struct.unpack("!H", query[:2])[0] ^ 0x5555) + false[2:]
        wrong_question = bytearray(false)
        wrong_question[13] ^= 1
        no_response = false[:2] + b"\x01\x00" + false[4:]
        wrong_opcode = false[:2] + b"\xa9\x80" + false[4:]
        wrong_type = bytearray(false)
        wrong_type[end_of_question(query) - 3] ^= 0x0F
        forgeries = [wrong_id, bytes(wrong_question), no_response, wrong_opcode, bytes(wrong_type), false[:20], b""]
        for packet in forgeries:
            self.transport.sendto(packet, client)
        # From another port, but otherwise correct.
        self.other.sendto(false, client)
        answer = await self.ask(query)
        if answer is not None:
            self.transport.sendto(answer, client)
        # Late, but otherwise correct.
        self.transport.sendto(false, client)


def block(address, port):
    """Returns sockets that let the kernel drop all packets for new connections: the queue of a listener is full."""
    listener = socket.socket(socket.AF_INET6)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, port))
    listener.listen(0)
    return listener, socket.create_connection((address, port))


async def main(path, forged, resolver, udp, server, dead):
    blocked = [block(dead, port) for port in (443, 8448)]
    with open(path, encoding="utf-8") as file:
        peers = json.load(file)
    for peer in peers:
        await serve(peer)
    loop = asyncio.get_running_loop()
    other, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, local_addr=(forged, 54))
    await loop.create_datagram_endpoint(lambda: Forged(other, resolver), local_addr=(forged, 53))
    await loop.create_datagram_endpoint(lambda: Forwarder(server), local_addr=(udp, 53))
    print("ready", flush=True)
    await asyncio.Event().wait()
    del blocked


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
