import Diagnostics
import ZoneFile

/// The words for text that only one program reads (Z141).
struct ExportSyntaxWords {
    let syntax: ExportSyntax

    var message: String {
        switch syntax {
        case .windowsAging: "records have the refresh times of Windows DNS"
        case .windowsLookup: "Windows DNS asks WINS servers for names that the zone does not have"
        case .messageSignature: "the TSIG record of a zone transfer is not part of the zone"
        case .cli53Alias: "an alias of Route 53 is not a record that name servers can load"
        }
    }

    var label: String {
        switch syntax {
        case .windowsAging: "only Windows DNS reads this"
        case .windowsLookup: "a record type of Windows DNS"
        case .messageSignature: "authenticates the transfer, as `dig` prints it"
        case .cli53Alias: "written by cli53"
        }
    }

    var why: String {
        switch syntax {
        case .windowsAging: "other name servers refuse to load the file"
        case .messageSignature: "name servers refuse to load a file with it"
        case .windowsLookup:
            "other name servers refuse to load the file; names that only WINS knows are missing from it, so missing "
                + "records are not reported"
        case .cli53Alias: "Route 53 answers with the addresses of the target; name servers refuse to load the file"
        }
    }

    var title: String {
        syntax == .windowsAging ? "remove the refresh times" : "remove the TSIG record"
    }

    func help(_ first: ExportOccurrence) -> String {
        switch syntax {
        case .windowsAging: "remove \(Words.quoted(first.span.text)) and the others like it"
        case .windowsLookup: "remove the WINS and WINSR records, and add records for the hosts that only WINS knows"
        case .messageSignature: "remove the line before a name server loads the file"
        case .cli53Alias: "write address records or, below the zone apex, a CNAME record"
        }
    }
}
