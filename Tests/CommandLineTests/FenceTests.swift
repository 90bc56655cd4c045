import TestSupport
import Testing

/// A repository whose author wants srvlint to show or change files outside it.
@Suite("Files outside the repository")
struct FenceTests {
    private let folder: ScratchDirectory
    private static let secret = "AWS_SECRET=abcdef123456"
    private static let token = "hunter2"
    private static let zone = SampleZones.beginning + "@ IN A 192.0.2.20\nmatrix IN A 192.0.2.10\n"
    private static let document = "{\"m.server\": \"https://matrix.example.com/abcdef123456\"}"

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("outside/secret", Self.secret + "\n")
        try folder.write("repo/.git/config", "[http]\n\textraheader = \(Self.token)\n")
        try folder.write("repo/example.com.zone", Self.zone)
        try folder.makeDirectory("repo/zones")
    }

    private func run(
        _ arguments: String..., in directory: String = "repo", environment: [String: String] = [:],
        after setup: String = ":", beside other: String = ":", limit: Double = 30
    ) throws -> ProgramRun {
        let environment = environment.merging(["TOKEN": Self.token]) { own, _ in own }
        return try ProgramRun(
            arguments, input: .text(Self.secret), folder: folder.path + "/" + directory, environment: environment,
            after: setup, beside: other, limit: limit)
    }

    private func isSilent(_ run: ProgramRun) -> Bool {
        ![Self.secret, Self.token, "abcdef", "hunter"].contains { run.output.contains($0) || run.errors.contains($0) }
    }

    private func write(configuration: String) throws {
        try folder.write("repo/.srvlint.yml", configuration.replacing("ROOT", with: folder.path))
    }

    private static func wellKnown(_ path: String) -> String {
        "zones:\n  example.com.zone:\n    server-names: [example.com]\n    well-known: \(path)\n"
    }

    // MARK: - Inner repositories

    @Test(
        "links in an inner repository to files of the outer one are not followed",
        arguments: ["check", "--fix", "$INCLUDE"])
    func innerRepository(way: String) throws {
        try folder.write("repo/private", Self.secret + "\n")
        try folder.write("repo/inner/.git", "gitdir: ../.git/modules/inner\n")
        try folder.link("repo/inner/a.zone", to: "../private")
        try folder.link("repo/inner/all", to: "..")
        try folder.link("repo/b.zone", to: "inner/all/private")
        if way == "$INCLUDE" { try folder.write("repo/c.zone", Self.zone + "$INCLUDE inner/a.zone\n") }
        let run = try run("check", ".", way == "--fix" ? way : "--no-config")
        #expect(isSilent(run), "\(run.output)\(run.errors)")
        #expect(run.output.contains("symbolic link to outside the repository that contains the link"), "\(run.output)")
        #expect(run.status == 3, "\(run.output)\(run.errors)")
    }

    @Test("links from one repository to another in the same directory are not followed")
    func neighbours() throws {
        try folder.write("other/private", Self.secret + "\n")
        try folder.link("repo/zones/a.zone", to: "../../other/private")
        let run = try run("check", ".", in: ".")
        #expect(isSilent(run), "\(run.output)\(run.errors)")
        #expect(run.output.contains("symbolic link to outside the repository that contains the link"), "\(run.output)")
    }

    @Test("links within an inner repository, and from the outer one into it, are followed")
    func linksIntoInnerRepository() throws {
        try folder.makeDirectory("repo/inner/.git")
        try folder.write("repo/inner/hosts", "www IN A 192.0.2.30\n")
        try folder.link("repo/inner/own", to: "./hosts")
        try folder.link("repo/hosts", to: "inner/own")
        try folder.write("repo/example.com.zone", Self.zone + "$INCLUDE hosts\n")
        let run = try run("check", "example.com.zone")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
    }

    @Test("the files of git are not shown by another name either", arguments: ["file", "link"])
    func gitDirectoryElsewhere(kind: String) throws {
        try folder.write("repo/git-data/config", "[http] \(Self.token)\n")
        try folder.remove("repo/.git/config")
        try folder.remove("repo/.git")
        if kind == "file" {
            try folder.write("repo/.git", "gitdir: ./git-data\n")
        } else {
            try folder.link("repo/.git", to: "git-data")
        }
        try folder.link("repo/zones/a.zone", to: "../git-data/config")
        try folder.write("repo/zones/b.zone", Self.zone + "$INCLUDE ../git-data/config\n")
        try folder.write("repo/git-data/c.zone", Self.token + "\n")
        let run = try run("check", ".")
        #expect(isSilent(run), "\(run.output)\(run.errors)")
        #expect(run.output.contains("whose files are not read"), "\(run.output)")
        #expect(!run.output.contains("c.zone"), "\(run.output)")
    }

    @Test("a `.git` that is a link has the same effect whether or not its target exists")
    func gitIsLinkOut() throws {
        try folder.remove("repo/.git/config")
        try folder.remove("repo/.git")
        try folder.link("repo/.git", to: "../outside/secret")
        try folder.link("repo/zones/a.zone", to: "../../outside/secret")
        let there = try run("check", ".")
        try folder.remove("outside/secret")
        let missing = try run("check", ".")
        #expect(there.output == missing.output && there.errors == missing.errors && there.status == missing.status)
        #expect(there.output.contains("symbolic link to outside the repository"), "\(there.output)")
    }

    // MARK: - Links in directories

    static let formats = [
        "text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown",
        "html", "tap", "nagios", "prometheus",
    ]

    @Test(
        "the target of a link to outside the repository is never shown, and does not count as clean", arguments: formats
    )
    func everyFormat(format: String) throws {
        try folder.link("repo/zones/a.zone", to: "../../outside/secret")
        try folder.link("repo/zones/b.zone", to: "/proc/self/environ")
        try folder.link("repo/zones/c.zone", to: "../.git/config")
        let run = try run("check", ".", "--format", format, "-v")
        #expect(isSilent(run), "\(run.output)\(run.errors)")
        #expect(run.status == 3 || format == "nagios", "\(run.output)\(run.errors)")
        let reason = ["prometheus", "nagios"].contains(format) ? "" : "symbolic link to outside the repository"
        #expect(run.output.contains(reason) || reason.isEmpty, "\(run.output)")
    }

    @Test(
        "no output depends on whether a file outside exists, whatever refers to it",
        arguments: [
            "../../outside/secret", "ROOT/outside/secret", "../../outside/../outside/secret", "../out/secret",
            "../chain",
            "/proc/self/root/ROOT/outside/secret", "../\u{301}out/secret", "ROOT/outside/secret/..",
            // Back into the repository, which works only if the directory on the way exists.
            "../../outside/../repo/example.com.zone", "../out/../repo/example.com.zone",
            "/proc/self/cwd/example.com.zone", "/dev/stdin", "/proc/self/fd/0", "/dev/null", "/dev/fd/0", "/",
            "../../outside", "../../outside/", "..", "../..",
        ])
    func existence(target: String) throws {
        try folder.link("repo/out", to: "../outside")
        try folder.link("repo/\u{301}out", to: "../outside")
        try folder.link("repo/chain", to: "zones/chain")
        try folder.link("repo/zones/chain", to: "../out/./secret")
        let target = target.replacing("ROOT", with: folder.path)
        for name in ["a.zone", "db.example.org", "plain"] {
            try folder.link("repo/zones/\(name)", to: target)
            let there = try run("check", "--format", "concise", "zones")
            try folder.remove("outside/secret")
            let missing = try run("check", "--format", "concise", "zones")
            try folder.remove("outside")
            let directoryMissing = try run("check", "--format", "concise", "zones")
            try folder.write("outside/secret", Self.secret)
            for run in [missing, directoryMissing] {
                #expect(run.output == there.output && run.errors == there.errors && run.status == there.status)
            }
            #expect(isSilent(there), "\(there.output)\(there.errors)")
            if name == "a.zone" {
                #expect(
                    there.output.contains(
                        "zones/a.zone: not checked X103 could not be checked: symbolic link to outside"))
                #expect(there.status == 3)
            } else {
                #expect(there.errors.contains("note: skipped zones/\(name): symbolic link to outside"))
            }
            try folder.remove("repo/zones/\(name)")
        }
    }

    @Test("the files of git count as outside, by every name and spelling")
    func git() throws {
        try folder.write("repo/.git/hidden.zone", Self.secret)
        try folder.link("repo/zones/a.zone", to: "../.git/hidden.zone")
        try folder.link("repo/zones/b.zone", to: "../.GIT/missing.zone")
        try folder.link("repo/zones/git", to: "../.git")
        let run = try run("check", ".", "--format", "concise")
        #expect(isSilent(run))
        for name in ["a", "b"] {
            #expect(
                run.output.contains("zones/\(name).zone: not checked X103 could not be checked: it is inside `.git`"))
        }
        #expect(run.errors.contains("skipped zones/git: it is inside `.git`"))
        #expect(run.status == 3)
    }

    @Test("a pipe or device in a directory does not block the run, and is reported if it is named like a zone")
    func special() throws {
        try folder.makePipe("repo/zones/a.zone")
        try folder.makePipe("repo/zones/plain")
        try folder.makePipe("repo/pipe")
        try folder.link("repo/zones/b.zone", to: "../pipe")
        let run = try run("check", "zones", "--format", "concise", limit: 20)
        #expect(run.status == 3)
        for name in ["a", "b"] {
            #expect(
                run.output.contains("zones/\(name).zone: not checked X103 could not be checked: it is a named pipe"))
        }
    }

    @Test("links within the repository are followed, whatever the form of their path")
    func inside() throws {
        try folder.write("repo/shared/x.zone", SampleZones.bad)
        try folder.link("repo/zones/relative.zone", to: "../shared/x.zone")
        try folder.link("repo/zones/chain.zone", to: "relative.zone")
        try folder.link("repo/zones/absolute.zone", to: folder.path + "/repo/shared/x.zone")
        try folder.link("repo/zones/around.zone", to: "../../repo/zones/../shared/x.zone")
        try folder.link("elsewhere", to: "repo")
        // The working directory as the shell has it.
        try folder.link("repo/zones/shell.zone", to: folder.path + "/elsewhere/shared/x.zone")
        for name in ["relative", "chain", "absolute", "around", "shell"] {
            let files = try run(
                "check", "--show-files", "zones", in: "elsewhere", environment: ["PWD": folder.path + "/elsewhere"])
            #expect(files.status == 0 && files.errors.isEmpty, "\(files.errors)")
            #expect(files.output.split(separator: "\n").count == 1)
            try folder.remove("repo/zones/\(files.output.dropFirst("zones/".count).dropLast())")
            _ = name
        }
    }

    @Test("--include-base allows files outside, and paths that the user gives may be anywhere")
    func widened() throws {
        try folder.write("outside/x.zone", SampleZones.bad)
        try folder.link("repo/zones/a.zone", to: "../../outside/x.zone")
        let refused = try run("check", "zones", "--format", "concise")
        #expect(refused.status == 3)
        let widened = try run("check", "zones", "--format", "concise", "--include-base", "../outside")
        #expect(widened.status == 1 && widened.output.hasPrefix("zones/a.zone:8:35: "), "\(widened.output)")
        for path in ["zones/a.zone", "../outside/x.zone", "../outside"] {
            let named = try run("check", path, "--format", "concise")
            #expect(named.status == 1 && named.output.contains("S301"))
        }
    }

    @Test("a link that is replaced while files are read is not followed to outside")
    func race() throws {
        try folder.write("repo/inner/a.zone", Self.zone)
        let swapping = """
            i=0; while [ $i -lt 400 ] && [ -d zones ]; do i=$((i+1)); ln -sfn ../inner/a.zone zones/a.zone; \
            ln -sfn ../../outside/secret zones/a.zone; rm -f zones/a.zone; ln -sfn ../inner zones/d; \
            ln -sfn ../../outside zones/d; cp example.com.zone zones/a.zone; done
            """
        try folder.write("outside/a.zone", Self.secret)
        for _ in 0..<8 {
            let run = try run("check", "zones", "--format", "json", beside: swapping)
            #expect(isSilent(run), "\(run.output)\(run.errors)")
        }
    }

    // MARK: - Includes

    @Test(
        "an $INCLUDE of a file outside gives the same output whether or not it exists",
        arguments: [
            "../../outside/secret", "ROOT/outside/secret", "link.inc", "out/secret", "../../outside/../repo/x.inc",
            "outside/secret", "../.git/config", "/proc/self/environ", "/dev/stdin",
        ])
    func includes(path: String) throws {
        try folder.link("repo/zones/link.inc", to: "../../outside/secret")
        try folder.link("repo/zones/out", to: "../../outside")
        try folder.write(
            "repo/zones/a.zone",
            SampleZones.beginning + "$INCLUDE \(path.replacing("ROOT", with: folder.path))\n")
        // From the repository, and from the directory that contains both.
        for (directory, zone) in [("repo", "zones/a.zone"), (".", "repo/zones/a.zone")] {
            let there = try run("check", zone, "--format", "concise", in: directory)
            try folder.remove("outside/secret")
            try folder.remove("outside")
            let missing = try run("check", zone, "--format", "concise", in: directory)
            try folder.write("outside/secret", Self.secret)
            #expect(isSilent(there), "\(there.output)")
            #expect(there.output == missing.output && there.status == missing.status)
            #expect(there.status != 0)
        }
    }

    // MARK: - Configurations

    static let keys = [
        (key: "well-known", line: 4, column: 17), (key: "certificate", line: 4, column: 18),
        (key: "parent", line: 4, column: 13), (key: "baseline", line: 1, column: 11),
    ]

    @Test(
        "a configuration that was found cannot name a file outside, or reveal whether it exists", arguments: keys,
        [
            "../outside/secret", "ROOT/outside/secret", "/proc/self/environ", "link", "out/secret", ".git/config",
            "../outside/../repo/example.com.zone", "zones/../../outside/secret", "/dev/stdin",
        ])
    func configured(key: (key: String, line: Int, column: Int), path: String) throws {
        try folder.link("repo/link", to: "../outside/secret")
        try folder.link("repo/out", to: "../outside")
        let text =
            key.key == "baseline"
            ? "baseline: \(path)\n"
            : Self.wellKnown(path)
                .replacing("well-known", with: key.key)
        try write(configuration: text)
        let there = try run("check", ".")
        #expect(there.status == 2)
        #expect(isSilent(there), "\(there.output)\(there.errors)")
        #expect(there.errors.contains("--> .srvlint.yml:\(key.line):\(key.column)"), "\(there.errors)")
        #expect(there.errors.contains("help: move the file into the repository, or "))
        for command in [["config", "show"], ["audit", "example.com", "--timeout", "1"]] {
            let other = try ProgramRun(command, folder: folder.path + "/repo", environment: ["TOKEN": Self.token])
            #expect(other.status == 2 && other.errors == there.errors)
        }
        try folder.remove("outside/secret")
        try folder.remove("outside")
        let missing = try run("check", ".")
        #expect(missing.errors == there.errors && missing.output == there.output && missing.status == there.status)
    }

    @Test("a pattern for files outside is a mistake whether or not one exists, without a suggestion")
    func patterns() throws {
        for pattern in ["../outside/secret", "../outside/secreT", "../outside", ".git/config", "../outsidf/x"] {
            for key in ["zones", "per-file-ignores"] {
                try write(configuration: "\(key):\n  \(pattern): \(key == "zones" ? "{origin: a.example}" : "[S]")\n")
                let run = try run("check", ".")
                #expect(run.status == 2 && run.errors.contains(".srvlint.yml:2:3"))
                #expect(!run.errors.contains("did you mean") && !run.errors.contains("folder"), "\(run.errors)")
            }
        }
    }

    @Test("files of the repository may be named by every path, and others with --include-base, --config and options")
    func allowed() throws {
        try folder.write("repo/web/server.json", "{\"m.server\": \"https://matrix.example.com\"}")
        try folder.link("repo/link.json", to: "web/server.json")
        let paths = [
            "web/server.json", "zones/../web/server.json", "link.json", "ROOT/repo/web/server.json",
            "../repo/web/server.json",
        ]
        for path in paths {
            try write(configuration: Self.wellKnown(path))
            let run = try run("check", ".", "--format", "concise")
            #expect(run.status == 1 && run.output.contains("/server.json:1:") || run.output.contains("link.json:1:"))
        }
        try folder.write("outside/server.json", Self.document)
        try write(configuration: Self.wellKnown("../outside/server.json"))
        #expect(try run("check", ".").status == 2)
        let widened = try run("check", ".", "--include-base", "../outside", "--format", "concise")
        #expect(widened.output.contains("../outside/server.json:1:"), "\(widened.errors)")
        let trusted = try run("check", ".", "--config", ".srvlint.yml", "--format", "concise")
        #expect(trusted.output.contains("../outside/server.json:1:"), "\(trusted.errors)")
        let typed = try run(
            "check", "--no-config", "example.com.zone", "--well-known", "example.com=../outside/server.json",
            "--format", "concise")
        #expect(typed.output.contains("../outside/server.json:1:"), "\(typed.errors)")
    }

    @Test("a configuration that is a link to outside, or not a regular file, is refused and not shown")
    func configurationItself() throws {
        var refusals: Set<String> = []
        for target in ["../outside/secret", "../outside/missing", "/proc/self/environ", ".git/config", "/dev/stdin"] {
            try folder.link("repo/.srvlint.yml", to: target)
            let run = try run("check", ".", limit: 20)
            #expect(run.status == 2 && isSilent(run), "\(run.errors)")
            if !target.hasPrefix(".git") { refusals.insert(run.errors) }
            try folder.remove("repo/.srvlint.yml")
        }
        #expect(refusals.count == 1)
        try folder.makePipe("repo/.srvlint.yml")
        let pipe = try run("check", ".", limit: 20)
        #expect(pipe.status == 2 && pipe.errors.contains("it is a named pipe"))
        try folder.remove("repo/.srvlint.yml")
        try folder.makeDirectory("repo/.srvlint.yml")
        let directory = try run("check", ".")
        #expect(directory.status == 2 && directory.errors.contains("it is a directory"))
        try folder.remove("repo/.srvlint.yml")
        // Within the repository a link is equivalent to a file.
        try folder.write("repo/conf/srvlint.yml", "fail-on: never\n")
        try folder.link("repo/.srvlint.yml", to: "conf/srvlint.yml")
        #expect(try run("check", ".").status == 0)
    }

    @Test("a configuration cannot name standard input")
    func standardInput() throws {
        for path in ["-", "/dev/stdin", "/dev/fd/0"] {
            try write(configuration: Self.wellKnown("\"\(path)\""))
            let run = try run("check", ".", limit: 20)
            #expect(run.status == 2 && isSilent(run), "\(run.errors)")
        }
    }

    @Test("without a repository, files outside the directory of the configuration or of the search are refused")
    func withoutRepository() throws {
        try folder.write("plain/example.com.zone", Self.zone)
        try folder.link("plain/a.zone", to: "../outside/secret")
        let walk = try run("check", ".", "--format", "concise", in: "plain")
        #expect(walk.status == 3 && walk.output.contains("symbolic link to outside the directory") && isSilent(walk))
        try folder.write("plain/.srvlint.yml", "baseline: ../outside/secret\n")
        let run = try run("check", ".", in: "plain")
        #expect(run.status == 2 && run.errors.contains("outside the directory") && isSilent(run))
    }

    // MARK: - Writing

    @Test(
        "no file outside is changed or appears in a patch",
        arguments: [["--fix", "--unsafe-fixes"], ["--add-ignore"], ["--diff", "--unsafe-fixes"]])
    func writing(options: [String]) throws {
        let faulty = SampleZones.bad + "; abcdef123456\n"
        try folder.write("outside/x.zone", faulty)
        try folder.write("outside/server.json", Self.document)
        try folder.link("repo/zones/a.zone", to: "../../outside/x.zone")
        try folder.link("repo/link.json", to: "../outside/server.json")
        for path in ["../outside/server.json", "link.json", "README"] {
            try write(configuration: path == "README" ? "{}" : Self.wellKnown(path))
            let run = try ProgramRun(["check", "."] + options, folder: folder.path + "/repo")
            #expect(run.status != 0 && isSilent(run), "\(run.output)\(run.errors)")
            #expect(try folder.text("outside/x.zone") == faulty)
            #expect(try folder.text("outside/server.json") == Self.document)
            #expect(try folder.names(in: "outside") == ["secret", "server.json", "x.zone"])
        }
    }

    @Test("a baseline keeps its entries for files outside, whether or not these exist")
    func baseline() throws {
        let entry = """
            {"schema": 1, "tool": "srvlint", "findings": [{"file": "../outside/secret", "rule": "S301", "text": "x"}]}
            """
        try folder.write("repo/b.json", entry)
        _ = try run("check", ".", "--write-baseline", "b.json")
        let there = try folder.text("repo/b.json")
        try folder.write("repo/b.json", entry)
        try folder.remove("outside/secret")
        _ = try run("check", ".", "--write-baseline", "b.json")
        #expect(try folder.text("repo/b.json") == there)
        #expect(there.contains("../outside/secret"))
    }

    // MARK: - Reports

    @Test(
        "a report is not written through a link to a file outside the repository, or of git",
        arguments: ["--output", "--write-baseline"],
        ["../outside/secret", "../outside/new", ".git/config", ".git/hooks/pre-commit", "/dev/null", "chain"])
    func reportLink(option: String, target: String) throws {
        try folder.link("repo/report", to: target)
        try folder.link("repo/chain", to: "../outside/secret")
        let run = try run("check", option, "report", "example.com.zone")
        #expect(run.status == 2, "\(run.output)\(run.errors)")
        #expect(run.errors.contains("give the path of the link's target"), "\(run.errors)")
        #expect(isSilent(run), "\(run.output)\(run.errors)")
        #expect(try folder.text("outside/secret") == Self.secret + "\n")
        #expect(try folder.text("repo/.git/config").contains(Self.token))
        for made in ["outside/new", "repo/.git/hooks/pre-commit"] {
            #expect(throws: (any Error).self) { try folder.text(made) }
        }
    }

    @Test("a report is written outside if the user gives that path, and through links within the repository")
    func reportElsewhere() throws {
        try folder.makeDirectory("repo/reports")
        try folder.link("repo/latest", to: "reports")
        for path in ["../outside/a", "latest/b", folder.path + "/outside/c", "/dev/stderr", ".git/d"] {
            let run = try run("check", "--output", path, "example.com.zone")
            #expect(run.status == 0, "\(path): \(run.errors)")
        }
        for path in ["outside/a", "repo/reports/b", "outside/c", "repo/.git/d"] { _ = try folder.text(path) }
    }
}
