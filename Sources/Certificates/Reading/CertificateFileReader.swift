import TLSIdentity

/// Finds the blocks of a PEM file (RFC 7468) line by line and decodes the certificates among them.
struct CertificateFileReader {
    let contents: [UInt8]
    private(set) var encoding = CertificateFile.Encoding.pem
    private(set) var entries: [CertificateFile.Entry] = []
    private(set) var problems: [CertificateFileProblem] = []

    /// A block whose BEGIN line was read.
    private struct OpenBlock {
        var label: String
        var marker: Range<Int>
        var bodyStart: Int
        var line: Int
        /// Its number among the certificate blocks, if it is one.
        var number: Int?
        var isIndented: Bool

        var isCertificate: Bool { number != nil }
    }

    private enum Marker {
        case begin(String)
        case end(String)
    }

    private var open: OpenBlock?
    private var certificateBlocks = 0

    init(contents: [UInt8]) {
        self.contents = contents
    }

    mutating func read() {
        if contents.isEmpty { return report(.emptyFile, 0..<0, line: 1) }
        if contents.count > CertificateFile.sizeLimit {
            return report(.fileTooLarge(limit: CertificateFile.sizeLimit), 0..<0, line: 1)
        }
        if contents.starts(with: [0xFF, 0xFE]) || contents.starts(with: [0xFE, 0xFF]) {
            return report(.utf16, 0..<2, line: 1)
        }
        if EncodedLength.total(of: contents) != nil, contents.prefix(64).contains(where: { $0 > 127 || $0 == 0 }) {
            return readDER()
        }
        var start = 0
        if contents.starts(with: [0xEF, 0xBB, 0xBF]) {
            start = 3
            report(.byteOrderMark, 0..<3, line: 1)
        }
        readLines(from: start)
        if let block = open, isKey(block.label) == false {
            if block.isCertificate { report(.unterminatedBlock(label: block.label), block.marker, block) }
        }
        if entries.isEmpty, !problems.contains(where: { $0.block != nil || $0.kind == .pkcs7 || $0.kind == .pkcs12 }) {
            report(.noCertificate, 0..<0, line: 1)
        }
    }

    private mutating func readDER() {
        encoding = .der
        switch Result(catching: { () throws(CertificateDefect) in try PresentedCertificate(der: contents) }) {
        case .success(let certificate):
            entries = [CertificateFile.Entry(certificate: certificate, range: 0..<contents.count, line: 1)]
        case .failure(let defect): report(defect, 0..<0, line: 1, block: nil)
        }
    }

    private mutating func readLines(from first: Int) {
        var start = first
        var line = 1
        while start < contents.count {
            var end = start
            while end < contents.count, contents[end] != 0x0A, contents[end] != 0x0D { end += 1 }
            if let (marker, range) = marker(in: start..<end) {
                guard handle(marker, at: range, lineStart: start, line: line, after: end) else { return }
            }
            start = end + 1
            if end + 1 < contents.count, contents[end] == 0x0D, contents[end + 1] == 0x0A { start += 1 }
            line += 1
        }
    }

    /// Handles a marker line.
    ///
    /// - Returns: `false` if reading ends.
    private mutating func handle(
        _ marker: Marker, at range: Range<Int>, lineStart: Int, line: Int, after lineEnd: Int
    ) -> Bool {
        switch marker {
        case .begin(let label):
            if let block = open, block.isCertificate {
                report(.unterminatedBlock(label: block.label), block.marker, block)
            }
            if isKey(label) { report(.privateKey, range, line: line) }
            let isCertificate = Self.certificateLabels.contains(label)
            if isCertificate {
                if entries.count >= CertificateFile.certificateLimit {
                    report(.tooManyCertificates(limit: CertificateFile.certificateLimit), range, line: line)
                    open = nil
                    return false
                }
                certificateBlocks += 1
            }
            open = OpenBlock(
                label: label, marker: range, bodyStart: lineEnd, line: line,
                number: isCertificate ? certificateBlocks : nil, isIndented: range.lowerBound > lineStart)
        case .end(let label):
            guard let block = open else {
                if Self.certificateLabels.contains(label) { report(.endWithoutBegin(label: label), range, line: line) }
                return true
            }
            open = nil
            close(block, label: label, marker: range, bodyEnd: lineStart)
        }
        return true
    }

    private mutating func close(_ block: OpenBlock, label: String, marker: Range<Int>, bodyEnd: Int) {
        if isKey(block.label) { return }
        let whole = block.marker.lowerBound..<marker.upperBound
        guard block.isCertificate else {
            let isBundle = block.label == "PKCS7" || block.label == "CMS"
            return report(isBundle ? .pkcs7 : .otherBlock(label: block.label), block.marker, block)
        }
        if label != block.label {
            return report(.labelsDiffer(begin: block.label, end: label), marker, block)
        }
        if block.isIndented { report(.indentedMarker, block.marker, block) }
        switch Result(catching: { () throws(Base64.Problem) in
            try Base64.decode(contents[block.bodyStart..<max(block.bodyStart, bodyEnd)])
        }) {
        case .failure(.invalid(let byte, let index)):
            report(.invalidCharacter(byte), index..<index + 1, line: line(of: index, in: block), block: block.number)
        case .failure(.badEnd(let index)):
            let end = min(index, bodyEnd)
            report(.incompleteBase64, whole, line: line(of: end, in: block), block: block.number)
        case .success(let der):
            switch Result(catching: { () throws(CertificateDefect) in try PresentedCertificate(der: der) }) {
            case .success(let certificate):
                entries.append(CertificateFile.Entry(certificate: certificate, range: whole, line: block.line))
            case .failure(let defect): report(defect, block.marker, line: block.line, block: block.number)
            }
        }
    }

    // MARK: - Lines

    private static let certificateLabels: Set<String> = ["CERTIFICATE", "X509 CERTIFICATE"]

    private func isKey(_ label: String) -> Bool { label.hasSuffix("PRIVATE KEY") || label == "PRIVATE KEY" }

    /// The marker that a line consists of, with its range without the spaces around it. Labels are upper-case letters,
    /// digits and spaces, as all registered labels are, so that they can be shown without escapes.
    private func marker(in line: Range<Int>) -> (Marker, Range<Int>)? {
        var range = line
        while let last = range.last, contents[last] == 0x20 || contents[last] == 0x09 { range.removeLast() }
        while let first = range.first, contents[first] == 0x20 || contents[first] == 0x09 { range.removeFirst() }
        let text = contents[range]
        guard text.starts(with: Self.dashes), text.suffix(5).elementsEqual(Self.dashes) else { return nil }
        for (prefix, isBegin) in [(Self.begin, true), (Self.end, false)] where text.starts(with: prefix) {
            guard text.count >= prefix.count + 5, text.count < 100 else { return nil }
            let label = text.dropFirst(prefix.count).dropLast(5)
            guard label.allSatisfy(Self.isLabelByte) else { return nil }
            let name = String(decoding: label, as: UTF8.self)
            return (isBegin ? .begin(name) : .end(name), range)
        }
        return nil
    }

    private static let dashes = Array("-----".utf8)
    private static let begin = Array("-----BEGIN ".utf8)
    private static let end = Array("-----END ".utf8)

    private static func isLabelByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "): true
        case UInt8(ascii: "#"), UInt8(ascii: "."), UInt8(ascii: "-"): true
        default: false
        }
    }

    /// The line of a byte in a block. Called once for each broken block.
    private func line(of index: Int, in block: OpenBlock) -> Int {
        var line = block.line
        var at = block.marker.lowerBound
        while at < index {
            if contents[at] == 0x0A || (contents[at] == 0x0D && (at + 1 >= contents.count || contents[at + 1] != 0x0A))
            {
                line += 1
            }
            at += 1
        }
        return line
    }

    // MARK: - Problems

    private mutating func report(_ kind: CertificateFileProblem.Kind, _ range: Range<Int>, _ block: OpenBlock) {
        report(kind, range, line: block.line, block: block.number)
    }

    private mutating func report(_ defect: CertificateDefect, _ range: Range<Int>, line: Int, block: Int?) {
        let kind: CertificateFileProblem.Kind =
            switch defect {
            case .somethingElse(.privateKey), .somethingElse(.encryptedPrivateKey): .privateKey
            case .somethingElse(.pkcs7): .pkcs7
            case .somethingElse(.pkcs12): .pkcs12
            default: .badCertificate(defect)
            }
        report(kind, range, line: line, block: block)
    }

    private mutating func report(
        _ kind: CertificateFileProblem.Kind, _ range: Range<Int>, line: Int, block: Int? = nil
    ) {
        guard problems.count < CertificateFile.problemLimit else { return }
        problems.append(CertificateFileProblem(kind: kind, range: range, line: line, block: block))
    }
}
