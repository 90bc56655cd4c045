import FoundationEssentials
import TestSupport
import Testing

@Suite("The schema of the configuration", .enabled(if: SchemaValidator.isThere))
struct ConfigurationSchemaTests {
    private static let good = [
        "", "# nothing yet\n", "select: [S, Z1, srv-target-alias]\n", "ignore: []\n", "fail-on: never\n",
        "severity:\n  Z231: warning\n  srv-target-alias: info\n", "targets: [bind, knot, nsd, powerdns]\n",
        "resolvers: [192.0.2.53, \"[2001:db8::53]:5353\"]\n", "baseline: known.json\n",
        "per-file-ignores:\n  \"generated/*.zone\": [Z230]\n",
        """
        zones:
          zones/example.com.zone:
            origin: example.com
            server-names: [example.com, "matrix.example.com:8448"]
            well-known: server.json
            well-known-client: client.json
            well-known-support: support.json
            certificate: fullchain.pem
          "zones/**/*.inc": {parent: zones/example.com.zone}

        """,
    ]

    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("schema.json", try ProgramRun(["config", "schema"]).output)
    }

    /// Returns which of the texts the schema accepts, after the schema itself is validated.
    private func accepted(_ texts: [String]) throws -> [Bool] {
        for (number, text) in texts.enumerated() { try folder.write("\(number).yml", text) }
        try folder.write(
            "validate.py",
            """
            import json, jsonschema, sys, yaml
            schema = json.load(open("schema.json"))
            jsonschema.Draft202012Validator.check_schema(schema)
            validator = jsonschema.Draft202012Validator(schema)
            for number in range(int(sys.argv[1])):
                try:
                    document = yaml.safe_load(open(f"{number}.yml", encoding="utf-8-sig"))
                except yaml.YAMLError:
                    print("no")
                    continue
                print("yes" if document is None or validator.is_valid(document) else "no")

            """)
        let status = shell("cd '\(folder.path)' && python3 validate.py \(texts.count) > answers 2> errors")
        let errors = try folder.text("errors")
        #expect(status == 0, "\(errors)")
        return try folder.text("answers").split(separator: "\n").map { $0 == "yes" }
    }

    @Test("It is a schema, and takes what the program takes")
    func good() throws {
        let accepted = try accepted(Self.good)
        #expect(accepted.count == Self.good.count)
        for (text, isAccepted) in zip(Self.good, accepted) { #expect(isAccepted, "\(text)") }
        for text in Self.good where !text.contains("known") {
            try folder.write(".srvlint.yml", text)
            #expect(try ProgramRun(["config", "show"], folder: folder.path).status == 0, "\(text)")
        }
    }

    @Test("It refuses what the program refuses, as far as a schema can tell")
    func mistakes() throws {
        let mistakes = ConfigurationMistake.all
        let accepted = try accepted(mistakes.map(\.text))
        #expect(accepted.count == mistakes.count)
        for (mistake, isAccepted) in zip(mistakes, accepted) {
            #expect(isAccepted != mistake.isSeenBySchema, "\(mistake.text)")
        }
    }

    @Test("It takes what config init writes, whatever is found", arguments: ConfigurationDraftTests.folders)
    func drafts(_ files: [String: String]) throws {
        for (name, text) in files { try folder.write("zones/" + name, text) }
        let draft = try ProgramRun(["config", "init", "--print", "zones"], folder: folder.path).output
        #expect(try accepted([draft]) == [true], "\(draft)")
    }
}

private enum SchemaValidator {
    /// The Python environment with these two, as `.ci/check-formats` installs it.
    static let isThere = shell("python3 -c 'import jsonschema, yaml' 2>/dev/null") == 0
}
