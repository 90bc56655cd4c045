/// How likely a file in a directory is a zone file, by its name.
enum ZoneFileName {
    /// `*.zone`, `*.zonefile`: other files have no such names.
    case certain
    /// `db.example.com`, `example.com.db`: databases and programs have such names too, so the contents must confirm it.
    case likely
    case other
    /// Copies, signatures, templates, and other files of name servers.
    case never

    init(_ name: String) {
        let name = name.lowercased()
        let suffix = name.split(separator: ".").last.map(String.init) ?? ""
        if name.hasSuffix("~") || Self.otherSuffixes.contains(suffix) {
            self = .never
        } else if suffix == "zone" || suffix == "zonefile" {
            self = .certain
        } else if ["dns", "db"].contains(suffix)
            || ["db.", "pri.", "master.", "named."].contains(where: name.hasPrefix)
        {
            self = .likely
        } else {
            self = .other
        }
    }

    private static let otherSuffixes: Set<String> = [
        "jnl", "jbk", "signed", "key", "private", "state",
        "bak", "backup", "orig", "old", "rej", "save", "swp", "swo", "tmp", "diff", "patch",
        "j2", "jinja", "jinja2", "tmpl", "tpl", "template", "erb", "ejs", "mustache", "m4",
    ]
}
