import DNS
import Diagnostics
import ZoneFile

/// Z257: a BIMI record whose image no mail program shows.
enum IndicatorInvalid: ZoneRule {
    static let info = RuleInfo(
        "Z257",
        "indicator-invalid",
        .warning,
        fix: .unsafe,
        summary: "a BIMI record is not valid",
        page: RulePage(
            whatItChecks: """
                Reads TXT records that begin with `v=BIMI1` below `_bimi`. Reports a location or a certificate whose URL is not \
                `https:`, an image in another format than SVG, and a record at `_bimi` without a selector.
                """,
            whyItMatters: "Mail programs ignore the record and show no image.",
            howToFix: "Write a record such as `v=BIMI1; l=https://www.example.com/logo.svg; a=;` at `default._bimi`.",
            references: [
                "Brand Indicators for Message Identification (draft-brand-indicators-for-message-identification) §4.2"
            ]
        ),
        examples: [
            .bad(
                """
                default._bimi      IN TXT "v=BIMI1; l=«http://www.example.com/logo.svg»; a=;"
                png._bimi          IN TXT "v=BIMI1; l=«https://www.example.com/logo.png»"
                old._bimi          IN TXT "v=«BIMI1» l=https://www.example.com/logo.svg"
                «_bimi.shop»         IN TXT "v=BIMI1; l=https://www.example.com/logo.svg"

                """
            ),
            .good(
                """
                default._bimi      IN TXT "v=BIMI1; l=https://www.example.com/logo.svg; a=https://www.example.com/vmc.pem"
                default._bimi.shop IN TXT "v=BIMI1; l=; a=;"

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind != .responsePolicy, zone.apex != .unknownOrigin else { return }
        func isLabel(_ name: NameID) -> Bool { zone.names.withLabel(of: name) { $0.elementsEqual("_bimi".utf8) } }
        for number in zone.records(ofType: .txt) {
            let id = Int(number)
            let owner = zone.records[id].owner
            let lacksSelector = isLabel(owner)
            guard lacksSelector || isLabel(zone.names.parent(of: owner)), context.isPublished(id) else { continue }
            let value = TextValue(of: id, in: zone).bytes
            guard String(decoding: value.prefix(7), as: UTF8.self).lowercased() == "v=bimi1" else { continue }
            if lacksSelector, !context.aliasTargets(zone).contains(owner) {
                findings.report(hasNoSelector(context, id))
            }
            let tags = TagList(value).tags
            if let version = tags.first, version.value.lowercased().hasPrefix("bimi1 ") {
                findings.report(hasNoSemicolon(context, id, version))
                continue
            }
            for tag in tags where !tag.value.isEmpty {
                let url = tag.value.lowercased()
                switch tag.name.lowercased() {
                case "l", "a":
                    // Earlier drafts had `a=self`.
                    if tag.name.lowercased() == "a", url == "self" { continue }
                    if !url.hasPrefix("https://") {
                        findings.report(isNotHTTPS(context, id, tag))
                    } else if tag.name.lowercased() == "l",
                        [".png", ".jpg", ".jpeg", ".gif", ".webp"].contains(where: url.hasSuffix)
                    {
                        findings.report(isNotSVG(context, id, tag))
                    }
                default: break
                }
            }
        }
    }
}

// MARK: - Messages

extension IndicatorInvalid {
    private static let ignored = "mail programs ignore the record, so they show no image"

    private static func hasNoSelector(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let name = context.zone.names.text(context.zone.records[id].owner)
        return Finding(
            info,
            "the BIMI record has no selector in front of `_bimi`",
            at: LabelledSpan(WrittenOwner(of: id, in: context.zone).span, "expected `default._bimi`"),
            why: "mail programs look up the selector, `default` unless a message names another one",
            help: "write \(Words.exact("default.\(name)")) as the owner",
            subject: context.subject(of: id)
        )
    }

    private static func hasNoSemicolon(_ context: ZoneContext, _ id: RecordID, _ tag: TagList.Tag) -> Finding {
        let version = tag.range.lowerBound..<tag.range.lowerBound + "BIMI1".utf8.count
        let span = TextValue.span(of: version, in: id, context.zone)
        return Finding(
            info,
            "the BIMI record has no semicolon after its version",
            at: LabelledSpan(span, "expected `;` behind this"),
            why: ignored,
            help: "write `v=BIMI1;`",
            fixes: span.range.count == version.count
                ? [Fix("write `;`", .unsafe, [Edit(replace: span, with: "\(span.text);")])] : [],
            subject: context.subject(of: id)
        )
    }

    private static func isNotHTTPS(_ context: ZoneContext, _ id: RecordID, _ tag: TagList.Tag) -> Finding {
        let span = TextValue.span(of: tag.range, in: id, context.zone)
        let meant = tag.value.lowercased().hasPrefix("http://") ? "https" + tag.value.dropFirst(4) : nil
        return Finding(
            info,
            "\(Words.quoted(tag.value, limit: 80)) in the BIMI record is not an HTTPS URL",
            at: LabelledSpan(span, "expected `https://`"),
            why: ignored,
            help: meant.map { "write \(Words.exact($0))" } ?? "write the whole URL, beginning with `https://`",
            fixes: span.text == tag.value
                ? meant.map { [Fix("write \(Words.exact($0))", .unsafe, [Edit(replace: span, with: $0)])] } ?? [] : [],
            subject: context.subject(of: id)
        )
    }

    private static func isNotSVG(_ context: ZoneContext, _ id: RecordID, _ tag: TagList.Tag) -> Finding {
        Finding(
            info,
            "the image of the BIMI record is not an SVG file",
            at: LabelledSpan(TextValue.span(of: tag.range, in: id, context.zone), "expected an SVG file"),
            why: ignored,
            help: "publish the image as SVG Tiny Portable/Secure, and write its URL",
            subject: context.subject(of: id)
        )
    }
}
