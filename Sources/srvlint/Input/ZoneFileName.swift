/// What the name of a file in a folder says about it.
enum ZoneFileName {
    /// `*.zone`, `*.zonefile`: nothing else is called so.
    case certain
    /// `db.example.com`, `example.com.db`: its first lines must agree, since databases and programs have such names too.
    case likely
    case other
    /// Copies, signatures, templates and what name servers keep beside their zones.
    case never

    init(_ name: String) {
        let name = name.lowercased()
        let suffix = name.split(separator: ".").last.map(String.init) ?? ""
        if name.hasSuffix("~") || Self.besides.contains(suffix) {
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

    private static let besides: Set<String> = [
        "jnl", "jbk", "signed", "key", "private", "state",
        "bak", "backup", "orig", "old", "rej", "save", "swp", "swo", "tmp", "diff", "patch",
        "j2", "jinja", "jinja2", "tmpl", "tpl", "template", "erb", "ejs", "mustache", "m4",
    ]
}
