#!/usr/bin/env python3
"""Has Synapse's own federation client send requests, and tells where they went.

    ask_synapse.py CASES

CASES has a JSON object a line: a server name, and srvlint's evidence about it, which says what the DNS and the web
server of the server name answer. For each the agent that Synapse sends federation requests with is run as it is: its well-known look-up over TLS,
its SRV look-up over a name server on loopback, its verification of certificates. Only connections are bent: whatever
address is dialled, a server on loopback answers, with a certificate for the name that was asked for, by an authority
that is trusted here. A JSON object a line says what came of it:

    {"id": 1, "address": "192.0.2.1", "port": 8448, "host": "matrix.example.com", "hostHeader": "example.com",
     "sni": "example.com", "verified": "example.com"}
    {"id": 2, "error": "DNSServerError: …"}
"""

import datetime
import ipaddress
import json
import logging
import re
import sys
from types import SimpleNamespace

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from OpenSSL import SSL, crypto
from twisted.internet import defer, error, ssl
from twisted.internet import reactor as real_reactor
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import (
    IHostnameResolver,
    IHostResolution,
    IOpenSSLServerConnectionCreator,
    IReactorCore,
    IReactorPluggableNameResolver,
    IReactorTCP,
    IReactorTime,
)
from twisted.internet.protocol import DatagramProtocol, Factory, Protocol
from twisted.names import cache, client, dns, hosts, resolve
from twisted.protocols.tls import TLSMemoryBIOFactory
from twisted.python.failure import Failure
from zope.interface import implementer

from synapse.config.server import DEFAULT_IP_RANGE_BLOCKLIST, generate_ip_set
from synapse.crypto.context_factory import FederationPolicyForHTTPS
from synapse.http.federation.matrix_federation_agent import MatrixFederationAgent
from synapse.http.federation.srv_resolver import SrvResolver
from synapse.util.clock import Clock

AT_ONCE = 16
# Addresses for examples stand for real ones here; all else that Synapse refuses by default is refused.
ALLOWED = generate_ip_set(["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"])
BLOCKED = generate_ip_set(DEFAULT_IP_RANGE_BLOCKLIST, ["0.0.0.0", "::"])
RCODES = {"NOERROR": 0, "FORMERR": 1, "SERVFAIL": 2, "NXDOMAIN": 3, "NOTIMP": 4, "REFUSED": 5, "bogus": 2}
SILENT = ("timeout", "malformed", "refused-connection")
TYPES = {"A": dns.A, "AAAA": dns.AAAA, "CNAME": dns.CNAME, "SRV": dns.SRV}


# --- The DNS


def wire_name(text):
    """The octets of a presentation-form name between the dots, which is how Twisted holds names."""
    octets = re.sub(
        rb"\\(\d{3}|.)",
        lambda found: bytes([int(found[1])]) if len(found[1]) == 3 else found[1],
        text.encode(),
    )
    return octets.removesuffix(b".")


class WireName:
    """dns.Name tells nothing from a dot in a label and an empty name; only what is decoded has to be Twisted's."""

    def __init__(self, text):
        self.name = wire_name(text)

    def encode(self, stream, compressed=None):
        for label in self.name.split(b".") if self.name else []:
            stream.write(bytes([len(label)]) + label)
        stream.write(b"\0")


def record(text):
    owner, ttl, _, kind, *fields = text.split()
    if kind == "A":
        payload = dns.Record_A(fields[0], int(ttl))
    elif kind == "AAAA":
        payload = dns.Record_AAAA(fields[0], int(ttl))
    elif kind == "CNAME":
        payload = dns.Record_CNAME(b"", int(ttl))
        payload.name = WireName(fields[0])
    else:
        payload = dns.Record_SRV(int(fields[0]), int(fields[1]), int(fields[2]), b"", int(ttl))
        payload.target = WireName(fields[3])
    header = dns.RRHeader(b"", TYPES[kind], dns.IN, int(ttl), payload)
    header.name = WireName(owner)
    return header


class NameServer(DatagramProtocol):
    """Answers like a resolver: with the whole chain of aliases. What it does not know does not exist."""

    def __init__(self, entries):
        self.entries = {(wire_name(e["name"]).lower(), TYPES[e["type"]]): e for e in entries}

    def is_silent(self, query):
        entry = self.entries.get((query.name.name.lower(), query.type))
        return entry is not None and entry["status"] in SILENT

    def datagramReceived(self, datagram, address):
        query = dns.Message()
        query.fromStr(datagram)
        question = query.queries[0]
        key = (question.name.name.lower(), question.type)
        reply = dns.Message(query.id, answer=1, recDes=1, recAv=1)
        reply.queries = query.queries
        reply.rCode = RCODES["NXDOMAIN"]
        for _ in range(20):
            entry = self.entries.get(key)
            if entry is None:
                break
            if entry["status"] == "malformed":
                self.transport.write(datagram[:7], address)
                return
            if entry["status"] in SILENT:
                return
            reply.rCode = RCODES[entry["status"]]
            reply.answers += [record(text) for text in entry.get("records", [])]
            last = reply.answers[-1] if reply.answers else None
            if last is None or last.type != dns.CNAME or question.type == dns.CNAME:
                break
            key = (last.payload.name.name.lower(), question.type)
            if key not in self.entries:
                break
        self.transport.write(reply.toStr(), address)


class PatientResolver(client.Resolver):
    """Waits for an answer however busy the machine is, and not at all for one that will not come."""

    def __init__(self, name_server, port):
        super().__init__(resolv="/dev/null", servers=[("127.0.0.1", port)])
        self.name_server = name_server

    def queryUDP(self, queries, timeout=None):
        return super().queryUDP(queries, (0.02,) if self.name_server.is_silent(queries[0]) else (60,))


@implementer(IHostResolution)
class Resolution:
    def __init__(self, name):
        self.name = name

    def cancel(self):
        pass


@implementer(IHostnameResolver)
class AddressResolver:
    """What getaddrinfo does for Twisted: addresses as they are, and the A and AAAA records of names."""

    def __init__(self, case, resolver):
        self.case = case
        self.resolver = resolver

    def resolveHostName(self, receiver, name, port=0, addressTypes=None, transportSemantics="TCP", **keywords):
        port = keywords.get("portNumber", port)
        # Twisted hands names with A-labels on in Unicode, and getaddrinfo turns them back.
        name = name if name.isascii() else name.encode("idna").decode()
        self.case.host = name
        receiver.resolutionBegan(Resolution(name))
        self.resolve(receiver, name, port)
        return receiver

    @defer.inlineCallbacks
    def resolve(self, receiver, name, port):
        found = []
        try:
            found.append(ipaddress.ip_address(name))
        except ValueError:
            for look_up in (self.resolver.lookupAddress, self.resolver.lookupIPV6Address):
                try:
                    answers, _, _ = yield look_up(name.encode())
                except Exception:
                    continue
                for answer in answers:
                    if answer.type == dns.A:
                        found.append(ipaddress.ip_address(answer.payload.dottedQuad()))
                    elif answer.type == dns.AAAA:
                        found.append(ipaddress.ip_address(answer.payload.address))
        for address in found:
            kind = IPv4Address if address.version == 4 else IPv6Address
            receiver.addressResolved(kind("TCP", str(address), port))
        receiver.resolutionComplete()


# --- Certificates


class Authority:
    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
        self.contexts = {}
        self.certificate = self.sign(
            self.name, x509.BasicConstraints(ca=True, path_length=None), critical=True
        )

    def sign(self, subject, extension, critical=False):
        now = datetime.datetime.now(datetime.timezone.utc)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(extension, critical)
            .sign(self.key, hashes.SHA256())
        )

    def trust_root(self):
        pem = self.certificate.public_bytes(serialization.Encoding.PEM)
        return ssl.trustRootFromCertificates([ssl.Certificate.loadPEM(pem)])

    def context(self, name):
        """A TLS context with a certificate for a name, or an address where that is what it is."""
        if name not in self.contexts:
            try:
                subject = x509.IPAddress(ipaddress.ip_address(name))
            except ValueError:
                # A final dot cannot stand in a certificate.
                subject = x509.DNSName(name.rstrip("."))
            context = SSL.Context(SSL.TLS_SERVER_METHOD)
            empty = x509.Name([])
            leaf = self.sign(empty, x509.SubjectAlternativeName([subject]), critical=True)
            context.use_certificate(crypto.X509.from_cryptography(leaf))
            context.use_privatekey(crypto.PKey.from_cryptography_key(self.key))
            context.set_tlsext_servername_callback(self.asked_for)
            self.contexts[name] = context
        return self.contexts[name]

    def asked_for(self, tls):
        """Is told the name in SNI."""
        name = tls.get_servername()
        if name is None:
            return
        connection = tls.get_app_data().wrappedProtocol.connection
        connection.sni = name.decode("ascii", "backslashreplace")
        if not connection.shows_wrong_certificate:
            tls.set_context(self.context(connection.sni))


@implementer(IOpenSSLServerConnectionCreator)
class ServerTLS:
    """Shows whoever connects the certificate for the name asked for, or for the address where none is."""

    def __init__(self, authority, connection):
        self.authority = authority
        self.connection = connection

    def serverConnectionForTLS(self, protocol):
        wrong = self.connection.shows_wrong_certificate
        tls = SSL.Connection(self.authority.context("wrong.invalid" if wrong else self.connection.address), None)
        tls.set_app_data(protocol)
        return tls


# --- HTTP


class WebServer(Protocol):
    """A well-known document if that is asked for, and otherwise a homeserver, which notes who was asked for what."""

    def __init__(self, case, connection):
        self.case = case
        self.connection = connection
        self.request = b""

    def dataReceived(self, data):
        self.request += data
        if b"\r\n\r\n" not in self.request:
            return
        head = self.request.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        path = head[0].split(" ")[1]
        host = next((line[5:].strip() for line in head if line.lower().startswith("host:")), None)
        if path.startswith("/_matrix/") or path.startswith("//_matrix/"):
            self.case.request = {
                "address": self.connection.address,
                "port": self.connection.port,
                "host": self.case.host,
                "hostHeader": host,
                "sni": self.connection.sni,
                "verified": self.case.verified,
            }
            self.answer(200, b"{}")
        else:
            self.well_known(path)

    def well_known(self, path):
        document = self.case.well_known
        if document.get("error") == "protocol-error":
            self.transport.write(b"SSH-2.0-OpenSSH_9.2p1\r\n")
            self.transport.loseConnection()
            return
        # Each redirect is to the next number.
        number = int(path.removeprefix("/hop/")) if path.startswith("/hop/") else 0
        hops = document.get("hops", [])
        if number < len(hops) - 1:
            self.answer(hops[number]["status"], b"", b"Location: /hop/%d\r\n" % (number + 1))
        elif document.get("error") == "redirect-loop":
            self.answer(302, b"", b"Location: /hop/0\r\n")
        elif document.get("error") == "too-large":
            self.answer(200, b" " * 60_000 + b'{"m.server": "192.0.2.99:1"}')
        else:
            body = document.get("body", "").encode()
            self.answer(document["status"], bytes.fromhex(document["bodyHex"]) if "bodyHex" in document else body)

    def answer(self, status, body, more=b""):
        head = b"HTTP/1.1 %d OK\r\nContent-Length: %d\r\nConnection: close\r\n" % (status, len(body))
        self.transport.write(head + more + b"\r\n" + body)
        self.transport.loseConnection()


class WebServerFactory(Factory):
    noisy = False

    def __init__(self, case, connection):
        self.case = case
        self.connection = connection

    def buildProtocol(self, address):
        return WebServer(self.case, self.connection)


# --- A case


class Case:
    def __init__(self, given, world):
        self.id = given["id"]
        self.server_name = given["serverName"]
        self.well_known = next(iter(given["evidence"].get("https", [])), {"status": 404})
        self.world = world
        self.host = None
        self.verified = None
        self.request = None
        self.ports = []

    @defer.inlineCallbacks
    def run(self):
        world = self.world
        resolver = resolve.ResolverChain([hosts.Resolver("/dev/null"), cache.CacheResolver(), world.resolver()])
        reactor = BentReactor(self, AddressResolver(self, resolver))
        agent = MatrixFederationAgent(
            server_name="test",
            reactor=reactor,
            clock=world.clock,
            tls_client_options_factory=NotingPolicy(self, world.policy),
            user_agent=b"test",
            ip_allowlist=ALLOWED,
            ip_blocklist=BLOCKED,
            _srv_resolver=SrvResolver(dns_client=resolver, cache={}),
        )
        agent._pool.persistent = False
        try:
            uri = b"matrix-federation://" + self.server_name.encode() + b"/_matrix/federation/v1/version"
            yield agent.request(b"GET", uri)
            result = self.request or {"error": "no request arrived"}
        except Exception as problem:
            result = {"error": f"{type(problem).__name__}: {problem}"}
        for port in self.ports:
            port.stopListening()
        print(json.dumps({"id": self.id, **result}), flush=True)


class NotingPolicy:
    """Synapse's policy for TLS; the last name it is asked about is the one that federation verifies."""

    def __init__(self, case, policy):
        self.case = case
        self.policy = policy

    def get_options(self, host):
        self.case.verified = host.decode("ascii")
        return self.policy.get_options(host)

    def creatorForNetloc(self, host, port):
        return self.policy.get_options(host)


@implementer(IReactorCore, IReactorTime, IReactorTCP, IReactorPluggableNameResolver)
class BentReactor:
    """The reactor, but whatever is dialled, loopback answers."""

    def __init__(self, case, name_resolver):
        self.case = case
        self.nameResolver = name_resolver

    def __getattr__(self, name):
        return getattr(real_reactor, name)

    def connectTCP(self, host, port, factory, timeout=30, bindAddress=None):
        case = self.case
        document = case.well_known
        is_well_known = port == 443 and case.verified is None
        refuses = is_well_known and document.get("error") in ("connection-refused", "timeout")
        # Nothing can listen on port 0.
        if refuses or port == 0:
            refused = document.get("error") != "timeout"
            problem = error.ConnectionRefusedError() if refused else error.TCPTimedOutError()
            connector = SimpleNamespace(stopConnecting=lambda: None, disconnect=lambda: None)
            real_reactor.callLater(0, factory.clientConnectionFailed, connector, Failure(problem))
            return connector
        connection = SimpleNamespace(
            address=host,
            port=port,
            sni=None,
            shows_wrong_certificate=is_well_known and document.get("error") == "tls-failed",
        )
        tls = TLSMemoryBIOFactory(
            ServerTLS(case.world.authority, connection), False, WebServerFactory(case, connection)
        )
        tls.noisy = False
        listening = real_reactor.listenTCP(0, tls, interface="127.0.0.1")
        case.ports.append(listening)
        return real_reactor.connectTCP("127.0.0.1", listening.getHost().port, factory, timeout)


class World:
    def __init__(self, cases):
        self.name_server = NameServer([entry for case in cases for entry in case["evidence"].get("dns", [])])
        self.port = real_reactor.listenUDP(0, self.name_server, interface="127.0.0.1").getHost().port
        self.clock = Clock(real_reactor, "test")
        self.authority = Authority()
        tls = SimpleNamespace(
            federation_ca_trust_root=self.authority.trust_root(),
            federation_client_minimum_tls_version="1.2",
            federation_verify_certificates=True,
            federation_certificate_verification_whitelist=[],
        )
        self.policy = FederationPolicyForHTTPS(SimpleNamespace(tls=tls))

    def resolver(self):
        return PatientResolver(self.name_server, self.port)


@defer.inlineCallbacks
def main(path):
    with open(path, encoding="utf-8") as file:
        cases = [json.loads(line) for line in file]
    world = World(cases)
    gate = defer.DeferredSemaphore(AT_ONCE)
    yield defer.DeferredList([gate.run(Case(case, world).run) for case in cases], consumeErrors=True)
    real_reactor.stop()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO if "-v" in sys.argv else logging.CRITICAL, stream=sys.stderr)
    real_reactor.callWhenRunning(main, sys.argv[1])
    real_reactor.run()
