#!/usr/bin/env python3
"""Lets the client library mautrix discover homeservers, as a client does before its user logs in.

    clients.py SERVERS AUTHORITIES RESULTS

SERVERS has a server name per line. The library requests the well-known document of each, and /_matrix/client/versions at
the homeserver that it names. RESULTS gets one JSON object per line: with "url" if the library found the homeserver, with
"error" if it gave up, and with neither if there is no document, so that the client would ask its user for the URL:

    {"serverName": "example.com", "url": "https://matrix.example.com"}
    {"serverName": "example.org", "error": "WellKnownNotJSON: .well-known response was not JSON"}
    {"serverName": "example.net"}
"""

import asyncio
import json
import os
import re
import ssl
import sys

from aiohttp import ClientSession, ClientTimeout, TCPConnector
from mautrix.api import HTTPAPI
from mautrix.client import ClientAPI

SECONDS = 20


async def discover(name, context):
    result = {"serverName": name}
    # Clients request the document from the host name, without the port of the server name (client-server API, Well-known
    # URI). The library expects its caller to remove it.
    host = re.sub(r":[0-9]+$", "", name)
    # A session of its own for each, as each would be for a client.
    async with ClientSession(
        connector=TCPConnector(ssl=context),
        timeout=ClientTimeout(total=SECONDS),
        headers={"User-Agent": HTTPAPI.default_ua},
    ) as session:
        try:
            url = await ClientAPI.discover(host, session)
        # The library lets errors of connections and of unexpected types through.
        except Exception as problem:
            cause = f" ({type(problem.__cause__).__name__}: {problem.__cause__})" if problem.__cause__ else ""
            result["error"] = f"{type(problem).__name__}: {problem}{cause}"
        else:
            if url is not None:
                result["url"] = str(url)
    return json.dumps(result)


async def main(servers, authorities, results):
    context = ssl.create_default_context(cafile=authorities)
    with open(servers, encoding="utf-8") as file:
        names = file.read().split()
    lines = await asyncio.gather(*(discover(name, context) for name in names))
    with open(results + ".new", "w", encoding="utf-8") as file:
        file.write("".join(line + "\n" for line in lines))
    os.rename(results + ".new", results)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
