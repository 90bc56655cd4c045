import DNS
import Federation
import NIOCore
import NIOHTTP1

/// An exchange in progress, from hop to hop.
struct ExchangeRun {
    let client: HTTPSClient
    let request: HTTPSRequest
    let connections: OpenConnections?
    /// The time of the start, later by the time in which the exchange waited for others.
    var start: Duration
    let deadline: NIODeadline
    var exchange: HTTPSExchange
    var visited: Set<HTTPURL>

    init(client: HTTPSClient, request: HTTPSRequest, connections: OpenConnections?) {
        self.client = client
        self.request = request
        self.connections = connections
        start = client.clock.elapsed()
        deadline = .now() + TimeAmount(client.timeouts.totalLimit)
        exchange = HTTPSExchange(
            url: request.url, address: request.address, port: request.port, hostHeader: request.hostHeader,
            at: client.clock.now())
        visited = [request.url]
    }

    /// The destination of a hop: its addresses and port, and the names in the request.
    struct Destination {
        var url: HTTPURL
        var addresses: [IPAddress]
        var port: UInt16
        var hostHeader: String
        var serverName: String?
        /// Whether the user gave the host, with `--connect-to`.
        var isGiven = false
    }

    mutating func run() async throws(CancellationError) -> HTTPSExchange {
        var destination = Destination(
            url: request.url, addresses: [request.address], port: request.port, hostHeader: request.hostHeader,
            serverName: request.serverName)
        do {
            if let mapped = ConnectTo.rewrite(
                host: request.destinationHost, port: request.port, by: client.connectTo)
            {
                destination.port = mapped.port
                destination.isGiven = mapped.isHostGiven
                if mapped.host != request.destinationHost {
                    destination.addresses = try await addresses(of: mapped.host, isGiven: true)
                    exchange.address = destination.addresses.first ?? request.address
                }
                exchange.port = mapped.port
            }
            try checkRequest()
            while true {
                let address = try await hop(to: destination)
                guard let location = exchange.hops.last?.location, request.redirects.limit > 0 else { break }
                let next = try follow(location, from: destination.url)
                destination = try await self.destination(of: next, after: destination, at: address)
            }
        } catch let failure as TransportFailure {
            exchange.failure = failure
        } catch {
            throw CancellationError()
        }
        exchange.milliseconds = client.clock.milliseconds(since: start)
        return exchange
    }

    /// Rejects a request with characters that could end a header line.
    private func checkRequest() throws(TransportFailure) {
        let name = { (byte: UInt8) in byte > 0x20 && byte < 0x7F }
        let value = { (byte: UInt8) in byte >= 0x20 && byte != 0x7F }
        guard !request.hostHeader.isEmpty, request.hostHeader.utf8.allSatisfy(name),
            client.userAgent.utf8.allSatisfy(value),
            request.headers.allSatisfy({ $0.name.utf8.allSatisfy(name) && $0.value.utf8.allSatisfy(value) })
        else {
            throw TransportFailure(
                .protocolError, in: .request, .unusableRequest,
                "the Host header \"\(escaped(request.hostHeader, atMost: 80))\" or another header cannot be sent")
        }
    }

    // MARK: - One hop

    /// Connects to the first address that accepts a connection. Each attempt is recorded as a hop.
    private mutating func hop(to destination: Destination) async throws -> IPAddress {
        let addresses = try admitted(destination)
        for (index, address) in addresses.enumerated() {
            let failure = try await connect(to: address, of: destination)
            exchange.isFromInternalAddress = !destination.isGiven && AddressScope(address).isInternal
            guard let failure else { return address }
            let hasNext = index + 1 < addresses.count
            guard failure.phase == .connect, hasNext, NIODeadline.now() < deadline else { throw failure }
        }
        throw TransportFailure(
            .dnsFailed, in: .resolve, .resolution, "\(escaped(destination.url.host, atMost: 260)) has no address")
    }

    /// Returns the addresses that may be connected to. The name is not resolved again, so that a second answer of a name
    /// server cannot replace the addresses that were checked.
    private mutating func admitted(_ destination: Destination) throws(TransportFailure) -> [IPAddress] {
        guard !destination.isGiven else { return destination.addresses }
        let addresses = destination.addresses.filter { request.internalAddresses.admits($0) }
        let skipped = destination.addresses.filter { !request.internalAddresses.admits($0) }
        exchange.skippedAddresses += skipped.filter { !exchange.skippedAddresses.contains($0) }
        guard addresses.isEmpty, let first = skipped.first else { return addresses }
        throw TransportFailure(.internalAddress, in: .connect, .internalAddress, InternalAddressPolicy.reason(first))
    }

    private mutating func connect(to address: IPAddress, of destination: Destination) async throws -> TransportFailure?
    {
        let at = client.clock.now()
        let secure = destination.url.scheme == .https
        var limits = client.limits
        limits.bodyBytes = max(0, request.bodyLimit ?? limits.bodyBytes)
        let plan = ConnectionPlan(
            address: address,
            port: destination.port,
            tls: secure ? client.contexts.context(for: nil) : nil,
            serverName: secure ? HTTPSClient.sni(destination.serverName) : nil,
            request: head(for: destination),
            stopsAtRedirect: request.redirects.limit > 0,
            limits: limits, timeouts: client.timeouts, deadline: deadline, clock: client.clock)
        let outcome =
            if secure, let connections {
                try await connections.run(plan, isNew: request.needsHandshake)
            } else {
                try await Connection.run(plan, on: client.group)
            }
        start += outcome.waiting

        var hop = HTTPSHop(
            url: destination.url, address: address, port: destination.port, tls: nil, status: outcome.status,
            headers: outcome.headers, location: nil, endedWithoutCloseNotify: outcome.endedWithoutCloseNotify,
            failure: outcome.failure, at: at, connectMilliseconds: outcome.connectMilliseconds,
            firstByteMilliseconds: outcome.firstByteMilliseconds, milliseconds: outcome.milliseconds)
        if secure, outcome.connectMilliseconds != nil {
            var record = TLSHandshakeRecord(
                address: address, port: destination.port, serverName: plan.serverName, at: at,
                milliseconds: (outcome.connectMilliseconds ?? 0) + (outcome.handshakeMilliseconds ?? 0))
            record.addHandshake(of: outcome)
            hop.tls = record
        }
        if outcome.isRedirect { hop.location = outcome.headers.first { $0.name == "location" }?.value }
        exchange.hops.append(hop)
        exchange.status = outcome.status
        exchange.body = outcome.body
        return outcome.failure
    }

    private func head(for destination: Destination) -> HTTPRequestHead {
        var headers = HTTPHeaders()
        headers.add(name: "Host", value: destination.hostHeader)
        headers.add(name: "User-Agent", value: client.userAgent)
        headers.add(name: "Accept", value: "*/*")
        headers.add(name: "Accept-Encoding", value: "identity")
        if connections == nil || destination.url.scheme != .https { headers.add(name: "Connection", value: "close") }
        for field in request.headers { headers.add(name: field.name, value: field.value) }
        return HTTPRequestHead(version: .http1_1, method: .GET, uri: destination.url.target, headers: headers)
    }

    // MARK: - Redirects

    /// Returns the target of a redirect, if it may be followed.
    private mutating func follow(_ location: String, from url: HTTPURL) throws(TransportFailure) -> HTTPURL {
        func refusal(
            _ word: ExchangeError, _ cause: TransportFailure.Cause, _ detail: String
        ) -> TransportFailure {
            TransportFailure(word, in: .headers, cause, detail)
        }
        let shown = escaped(location)
        if exchange.hops.last.map({ $0.headers.filter { $0.name == "location" }.count > 1 }) ?? false {
            throw refusal(.protocolError, .badLocation, "the redirect has more than one Location")
        }
        let next: HTTPURL
        do {
            next = try url.resolving(location)
        } catch {
            throw refusal(.protocolError, .badLocation, "the redirect to \"\(shown)\" is not followed: \(error)")
        }
        if next.scheme == .http, !request.redirects.followsPlainHTTP {
            throw refusal(
                .protocolError, .downgrade, "the redirect to \"\(shown)\" leads from https to http and is not followed")
        }
        guard visited.insert(next).inserted else {
            throw refusal(
                .redirectLoop, .redirectLoop,
                "the redirect to \"\(shown)\" leads back to a URL that was already requested")
        }
        // The first URL is not a redirect.
        guard visited.count - 1 <= request.redirects.limit else {
            throw refusal(
                .tooManyRedirects, .tooManyRedirects, "redirected more than \(request.redirects.limit) times")
        }
        return next
    }

    /// Returns the destination of the next URL: the same one for the same origin, otherwise by mapping and resolver.
    private func destination(
        of next: HTTPURL, after previous: Destination, at address: IPAddress
    ) async throws -> Destination {
        if next.scheme == previous.url.scheme, next.host == previous.url.host, next.port == previous.url.port {
            var same = previous
            same.url = next
            same.addresses = [address]
            return same
        }
        let mapped = ConnectTo.rewrite(host: next.host, port: next.port, by: client.connectTo)
        let isGiven = mapped?.isHostGiven ?? false
        let found = try await addresses(of: mapped?.host ?? next.host, isGiven: isGiven)
        return Destination(
            url: next, addresses: Array(found.prefix(8)), port: mapped?.port ?? next.port, hostHeader: next.authority,
            serverName: next.host, isGiven: isGiven)
    }

    /// - Parameter isGiven: Whether the user gave the host. If it is an address, it is not resolved.
    private func addresses(of host: String, isGiven: Bool) async throws -> [IPAddress] {
        if isGiven, let address = IPAddress(host) { return [address] }
        let remaining = deadline - NIODeadline.now()
        let limit = TimeAmount(client.timeouts.limit(of: .resolve))
        let classifier = FailureClassifier(phase: .resolve, timeouts: client.timeouts)
        let resolver = client.resolver
        let found: [IPAddress]? = try await withThrowingTaskGroup(of: [IPAddress]?.self) { group in
            group.addTask { try await resolver.addresses(of: host) }
            group.addTask {
                try await Task.sleep(for: .nanoseconds(max(0, min(remaining, limit).nanoseconds)))
                return nil
            }
            defer { group.cancelAll() }
            do {
                return try await group.next() ?? nil
            } catch let error as AddressLookupError {
                throw TransportFailure(.dnsFailed, in: .resolve, .resolution, error.detail)
            } catch let cancellation as CancellationError {
                throw cancellation
            } catch {
                throw TransportFailure(.dnsFailed, in: .resolve, .resolution, escaped(String(describing: error)))
            }
        }
        guard let found else { throw classifier.timedOut(wholeExchange: remaining < limit) }
        guard !found.isEmpty else {
            throw TransportFailure(
                .dnsFailed, in: .resolve, .resolution, "\(escaped(host, atMost: 260)) has no address")
        }
        return found
    }
}
