import DNS

extension Zone {
    /// Whether both zones publish the same records: owners, types, TTLs and RDATA, in any order and notation.
    ///
    /// The serial of the SOA record is ignored. Duplicate records count once.
    public func hasSameContents(as other: Zone) -> Bool {
        ZoneDifference(from: other, to: self).all.allSatisfy(\.isSerialOnly)
    }

    /// Whether the zone publishes every record of `other`, except for the serial of the SOA record. It may publish more.
    public func hasAllContents(of other: Zone) -> Bool {
        ZoneDifference(from: other, to: self).all.allSatisfy {
            $0.isSerialOnly || ($0.removed.isEmpty && $0.ttlChanges.isEmpty)
        }
    }
}
