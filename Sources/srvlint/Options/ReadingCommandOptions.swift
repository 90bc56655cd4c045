import ArgumentParser
import DNS
import Diagnostics
import Reporting

/// How zone files are read.
struct ReadingCommandOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The origin of the zone file; only for one file.", valueName: "name")
    )
    var origin: String?

    @Option(
        name: .customLong("class"),
        help: ArgumentHelp(
            "The class of the zone: IN, CH, HS or CLASSn. By default that of its records.", valueName: "class"),
        completion: .list(["IN", "CH", "HS"])
    )
    var zoneClass: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The name of standard input, for findings, configuration and origin.", valueName: "name"),
        completion: .file()
    )
    var stdinFilename: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Where relative paths of $INCLUDE begin, before the including file's folder and the working directory. \
            Files in this folder and below may be included wherever the zone file is.
            """,
            valueName: "dir"
        ),
        completion: .directory
    )
    var includeBase: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            A name server that is to load the zones: \(NameServerSoftware.list). Tells what it reads otherwise or not \
            at all. May be repeated; sets aside `targets` of the configuration.
            """,
            valueName: "server"
        ),
        completion: NameServerSoftware.completion,
        transform: NameServerSoftware.parse
    )
    var target: [NameServerSoftware] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A git revision: warn where the records of a zone changed since then and its serial did not increase.",
            valueName: "rev"
        ),
        completion: .shellCommand(Self.revisions)
    )
    var against: String?

    /// What the shell runs for the completion of `--against`, wherever the person is. The names of branches are listed
    /// without reading an object, and no version of git fetches anything meanwhile.
    private static let revisions =
        "env GIT_ALLOW_PROTOCOL=none GIT_NO_LAZY_FETCH=1 git --no-pager -c safe.bareRepository=explicit"
        + " rev-parse --symbolic --branches --tags 2>/dev/null"
}

/// A name given as an origin.
enum OriginText {
    /// Takes the name with or without its final dot.
    static func read(_ text: String) throws(UsageError) -> Name {
        if let problem = problem(text) {
            throw UsageError("`--origin`: `\(text)` \(problem.what)", help: [problem.help])
        }
        guard let name = name(text) else {
            throw UsageError("`--origin`: `\(text)` is no domain name", help: [example])
        }
        return name
    }

    static let example = "write a name such as `example.com`"

    static func name(_ text: String) -> Name? {
        guard problem(text) == nil else { return nil }
        return Name(text.hasSuffix(".") ? text : text + ".")
    }

    /// What a person got wrong in a name.
    static func problem(_ text: String) -> (what: String, help: String)? {
        if text.isEmpty { return ("is empty", example) }
        if text.utf8.contains(where: { $0 >= 0x80 }) {
            return ("is not ASCII", "write an internationalised name in its `xn--` form")
        }
        if text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) {
            return ("holds a blank or a control character", example)
        }
        if text.contains("/"), text.contains(":") { return ("is a URL, not a domain name", example) }
        if text == "." { return nil }
        let labels = (text.hasSuffix(".") ? text.dropLast() : text[...])
            .split(separator: ".", omittingEmptySubsequences: false)
        if labels.contains(where: \.isEmpty) { return ("has an empty label", example) }
        if let long = labels.first(where: { $0.utf8.count > 63 && !$0.contains("\\") }) {
            return ("has a label of \(long.utf8.count) octets; 63 are allowed", example)
        }
        if !text.contains("\\"), labels.reduce(1, { $0 + $1.utf8.count + 1 }) > 255 {
            return ("is longer than 255 octets", example)
        }
        return nil
    }
}

/// A class given by its mnemonic.
enum ClassText {
    static func read(_ text: String) throws(UsageError) -> RecordClass {
        if let found = RecordClass(mnemonic: text), found != .any, found != .none { return found }
        throw UsageError("`--class`: there is no class `\(text)`", help: ["it can be `IN`, `CH`, `HS` or `CLASSn`"])
    }
}
