/// The labels with a meaning in response-policy zones.
enum PolicyLabels {
    /// The actions, which are targets of CNAME records at the root.
    static let actions = ["rpz-passthru", "rpz-drop", "rpz-tcp-only"]

    /// The labels of triggers in another spelling.
    static let misspeltTriggers = [
        "rpz_ip": "rpz-ip", "rpz_nsip": "rpz-nsip", "rpz_client_ip": "rpz-client-ip", "rpz_client-ip": "rpz-client-ip",
        "rpz_nsdname": "rpz-nsdname",
    ]
}
