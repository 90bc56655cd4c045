#!/usr/bin/env python3
"""Runs Synapse as a homeserver, and lets its federation client fetch the keys of other servers.

    judge.py CONFIG QUESTIONS RESULTS

QUESTIONS has one JSON object per line: {"serverName": "example.com", "hasBlockList": false}. For each of them Synapse
does the same as for a new server: it discovers it, connects, and verifies the response to /_matrix/key/v2/server. RESULTS
gets one JSON object per line, with "error" if Synapse did not get the keys:

    {"serverName": "example.com"}
    {"serverName": "example.org", "error": "KeyLookupError: …"}

Then Synapse continues to run until it is ended. "hasBlockList" keeps the default IP range blocklist of Synapse, which
contains all addresses in a lab.
"""

import json
import os
import re
import sys

from twisted.internet import defer

from synapse.app.homeserver import (
    create_homeserver,
    load_or_generate_config,
    setup,
    start,
    start_reactor,
)
from synapse.app._base import register_start
from synapse.config.server import DEFAULT_IP_RANGE_BLOCKLIST, generate_ip_set
from synapse.crypto.context_factory import FederationPolicyForHTTPS
from synapse.crypto.keyring import ServerKeyFetcher
from synapse.http.matrixfederationclient import MatrixFederationHttpClient
from synapse.logging.context import LoggingContext, make_deferred_yieldable, run_in_background

AT_ONCE = 24


def careful_fetcher(hs):
    """Returns a fetcher with the default IP range blocklist of Synapse."""
    server = hs.config.server
    emptied = server.federation_ip_range_blocklist
    server.federation_ip_range_blocklist = generate_ip_set(DEFAULT_IP_RANGE_BLOCKLIST, ["0.0.0.0", "::"])
    fetcher = ServerKeyFetcher(hs)
    fetcher.client = MatrixFederationHttpClient(hs, FederationPolicyForHTTPS(hs.config))
    server.federation_ip_range_blocklist = emptied
    return fetcher


async def ask(fetcher, name):
    result = {"serverName": name}
    # Retry after a timeout: this machine may have been slow.
    for attempt in range(2):
        result.pop("error", None)
        try:
            await fetcher.get_server_verify_keys_v2_direct(name)
        except Exception as problem:
            result["error"] = f"{type(problem).__name__}: {problem}"
        if not re.search("Timed out|CancelledError", result.get("error", "")):
            break
    return json.dumps(result)


async def judge(hs, questions, results):
    await start(hs)
    with open(questions, encoding="utf-8") as file:
        questions = [json.loads(line) for line in file]
    fetchers = {False: ServerKeyFetcher(hs), True: careful_fetcher(hs)}
    gate = defer.DeferredSemaphore(AT_ONCE)
    asked = [
        gate.run(run_in_background, ask, fetchers[question["hasBlockList"]], question["serverName"])
        for question in questions
    ]
    lines = await make_deferred_yieldable(defer.gatherResults(asked))
    with open(results + ".new", "w", encoding="utf-8") as file:
        file.write("".join(line + "\n" for line in lines))
    os.rename(results + ".new", results)


def main(configuration, questions, results):
    config = load_or_generate_config(["-c", configuration])
    with LoggingContext(name="main", server_name=config.server.server_name):
        hs = create_homeserver(config)
        setup(hs)
        register_start(hs, judge, hs, questions, results)
        start_reactor(config)


if __name__ == "__main__":
    main(*sys.argv[1:])
