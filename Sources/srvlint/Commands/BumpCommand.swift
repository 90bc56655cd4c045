import ArgumentParser
import Diagnostics
import Glibc
import Linting
import Reporting
import ZoneFile

struct BumpCommand: SrvlintCommand {
    static let configuration = CommandConfiguration(
        commandName: "bump",
        abstract: "Increase the serials of zones.",
        discussion: """
            Increases the serial in the scheme that it has. A date with a counter (YYYYMMDDnn) gets today's date in UTC and \
            the counter 00, or the next counter if it already has today's date. After 99 it gets the date of the next day. \
            A date in the future keeps its day, because a serial must never decrease. A Unix time gets the current time. \
            Any other serial is increased by 1, and 4294967295 is followed by 1 (RFC 1982).

            All other bytes of the file stay the same. The SOA record may be in an included file. Files are replaced \
            atomically, as by `srvlint check --fix`. A zone from standard input is written to standard output.

            The result is read again before it is written. If anything but the serial would change, the file stays as it \
            is. A signed zone has to be signed again afterwards.

            In a directory, files without an SOA record are ignored.

            Exit codes:
              0  the serials were increased
              2  wrong usage or configuration; nothing was changed
              3  a serial could not be increased
            """
    )

    @Argument(
        help: ArgumentHelp("Zone files, directories, or - for standard input.", valueName: "path"), completion: .file())
    var paths: [String]

    @Flag(name: .long, help: "Show the new serials, but do not write them.")
    var dryRun = false

    @Flag(name: .long, help: "Print the change as a patch for `git apply` or `patch -p1`, and write no file.")
    var diff = false

    @Flag(name: .shortAndLong, help: "Print errors only.")
    var quiet = false

    @OptionGroup(title: "Reading options") var reading: ZoneReadingOptions
    @OptionGroup(title: "Configuration") var configuration: ConfigurationOptions

    func validate() throws {
        if dryRun, diff { throw ValidationError("'--diff' implies '--dry-run': give only one of the two.") }
    }

    func execute() throws -> ExitStatus {
        let first = paths.first.map { StandardInput.matches($0) ? "." : $0 } ?? "."
        let loaded = try configuration.load(near: first)
        let base = try reading.includeBase.map(IncludeBase.init)
        let zones = ZoneReading(origin: try reading.origin.map(OriginText.read), loaded)
        let files = FoundFiles(paths, stdinName: nil, base: base)
        if reading.origin != nil, files.all.count > 1 {
            throw UsageError("`--origin` applies to a single file, but there are \(files.all.count)")
        }
        let inputs = try files.all.map { file throws(UsageError) in try zones.read(file) }
        let includes = zones.includes(base: base)
        var loader = ZoneLoader(includes: includes)
        loader.time = Int64(time(nil))
        let bump = SerialBump(inputs, loader) { files.all[$0].isFound }
        let streamed = zip(files.all, inputs).compactMap { file, input -> SourceFile? in
            if case .standardInput = file.content, case .source(let source) = input.content { source } else { nil }
        }.first
        let writer = FixWriter(includes: includes)
        if diff { return try printPatch(bump, streamed, writer) }
        let failures = dryRun ? [] : writer.write(bump.changes.filter { $0.source !== streamed }.map { [$0] })
        try report(bump, failures, streamed)
        return failures.isEmpty && !hasRefusals(bump) ? .success : .notChecked
    }

    private func hasRefusals(_ bump: SerialBump) -> Bool {
        bump.zones.contains { if case .failure = $0.outcome { true } else { false } }
    }

    private func report(_ bump: SerialBump, _ failures: [FixWriter.Failure], _ streamed: SourceFile?) throws {
        for failure in failures { RunMessages.complain("\(failure.path) was not changed: \(failure.reason)") }
        for zone in bump.zones {
            switch zone.outcome {
            case .failure(let refusal):
                RunMessages.complain("the serial of \(zone.path) was not increased: \(refusal.reason)")
            case .success(let increase):
                guard !failures.contains(where: { $0.path == zone.path }) else { continue }
                if let note = increase.note, !quiet { RunMessages.note("\(zone.path): \(note)") }
                if zone.isSigned, !quiet { RunMessages.note(BumpMessages.signed(zone.path)) }
                guard !quiet else { continue }
                let name = zone.origin.map { " \($0)" } ?? ""
                let line = "\(zone.path):\(name) \(increase.old) -> \(increase.new) (\(increase.schemeName))"
                // The zone itself is on standard output.
                let stream = streamed == nil || dryRun ? Terminal.output : .error
                try stream.writeOrThrow(Notice.visible(line) + "\n")
            }
        }
        guard let streamed, !dryRun else { return }
        let change = bump.changes.first { $0.source === streamed }
        try Terminal.output.writeOrThrow(change?.text.bytes ?? streamed.contents)
    }

    private func printPatch(_ bump: SerialBump, _ streamed: SourceFile?, _ writer: FixWriter) throws -> ExitStatus {
        var hasFailed = hasRefusals(bump)
        for zone in bump.zones {
            guard case .failure(let refusal) = zone.outcome else { continue }
            RunMessages.complain("the serial of \(zone.path) was not increased: \(refusal.reason)")
        }
        for zone in bump.zones where zone.isSigned && !quiet {
            if case .success = zone.outcome { RunMessages.note(BumpMessages.signed(zone.path)) }
        }
        for change in bump.changes.sorted(by: { $0.source.path < $1.source.path }) {
            let isFile = change.source !== streamed
            if isFile, let obstacle = writer.patchObstacle(change.source) {
                RunMessages.complain("\(change.source.path) is not in the patch: \(obstacle)")
                hasFailed = true
                continue
            }
            let path = PatchPath(change.source.path, isFile: isFile)
            try Terminal.output.writeOrThrow(UnifiedDiff.render(change.text, path: path.text))
        }
        return hasFailed ? .notChecked : .success
    }
}

// MARK: - Messages

private enum BumpMessages {
    static func signed(_ path: String) -> String {
        "\(path) is signed: sign it again before it is published, because the signature of its SOA record is for the old serial"
    }
}
