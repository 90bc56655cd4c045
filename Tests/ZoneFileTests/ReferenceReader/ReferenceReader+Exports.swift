import DNS

@testable import ZoneFile

// What programs write into exports, and name servers refuse.

extension ReferenceReader {
    func isExportField(_ index: Int) -> Bool {
        let word = bytes(entry.tokens[index])
        return isAging(word) || folded(word) == "AWS" && folded(index + 1) == "ALIAS"
    }

    func isAging(_ word: [UInt8]) -> Bool {
        String(decoding: word, as: UTF8.self).wholeMatch(of: /(?i)\[(AGE|AGING):[0-9]+\]/) != nil
    }

    func isWindowsLookup(_ index: Int) -> Bool {
        guard ["WINS", "WINSR"].contains(folded(index)), let next = folded(index + 1) else { return false }
        return next == "LOCAL" || next.wholeMatch(of: /[LC][0-9]+/) != nil
    }

    func isMessageSignature(_ classIndex: Int) -> Bool {
        guard entry.tokens.count > classIndex + 7 else { return false }
        return folded(classIndex + 1) == "TSIG" || folded(classIndex + 1) == "SIG" && folded(classIndex + 2) == "0"
    }

    private func folded(_ index: Int) -> String? {
        index < entry.tokens.count ? folded(bytes(entry.tokens[index])) : nil
    }

    private func folded(_ word: [UInt8]) -> String { String(decoding: word, as: UTF8.self).uppercased() }
}
