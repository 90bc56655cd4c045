/// The text that exports have in place of a name that the user has to fill in.
enum ExportPlaceholder {
    /// Whether a name is the placeholder for the name server in exports of Cloudflare of 2016 to 2018:
    /// `REPLACE&ME$WITH^YOUR@NAMESERVER.`, at first misspelt as `REPACE`.
    static func isPlaceholder(_ text: String) -> Bool {
        text.filter { $0 != "\\" }.uppercased().contains("&ME$WITH^YOUR@NAMESERVER")
    }
}
