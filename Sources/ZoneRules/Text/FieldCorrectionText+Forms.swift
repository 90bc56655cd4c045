import DNS
import ZoneFile

// The messages and labels for values in another form, and for parameters of SVCB and HTTPS records.

extension FieldCorrectionText {
    static func words(_ form: FieldMistake.OtherForm, _ type: RecordType, _ text: String) -> (String, String) {
        switch form {
        case .gatewayType(let found):
            let noun = type.description == "AMTRELAY" ? "relay" : "gateway"
            let what = found == "name" ? "a name" : "an \(found) address"
            return (
                "the \(noun) type \(text) of the \(type) record is not that of \(what)",
                "1 is for an IPv4 address, 2 for an IPv6 address, 3 for a name"
            )
        case .deletion:
            return (
                "the \(type) record for deletion at the parent is not complete",
                type.description == "CDS"
                    ? "expected a digest of one octet, `00`" : "expected a key of one octet in base64"
            )
        case .locator: return ("the locator of the \(type) record is a whole address", "expected four groups")
        case .decimalDegrees:
            return ("the location is in degrees with decimals", "expected degrees, minutes and seconds")
        case .certificateType: return ("the type of X.509 certificates in CERT records is `PKIX`", "unknown type")
        case .pathWithoutVariable:
            return ("`dohpath` in the \(type) record has no variable `dns`", "expected `{?dns}` at the end")
        }
    }

    static func words(_ mistake: FieldMistake.Parameters, _ type: RecordType) -> (String, String) {
        switch mistake {
        case .spacesAroundEquals: ("a parameter of the \(type) record has a space beside `=`", "expected `key=value`")
        case .spacesInList:
            ("a list in the \(type) record has spaces between its values", "expected only commas between them")
        case .missingKey: ("a parameter of the \(type) record has no key", "expected `key=value`")
        case .quotedValues:
            ("each value of a list in the \(type) record has its own quotes", "expected only commas between the values")
        case .otherFamily:
            (
                "the addresses in the \(type) record are not of the family that the key names",
                "`ipv4hint` takes IPv4 addresses, `ipv6hint` IPv6 addresses"
            )
        }
    }
}
