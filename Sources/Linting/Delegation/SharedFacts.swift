import DNS
import Federation
import TLSIdentity

/// What several rules need to know about one server name, computed once.
struct SharedFacts: Sendable {
    let serverDocument = Memo<ServerDocumentView?>()
    let fetched = MemoTable<String, [HTTPSEntry]>()
    let addresses = MemoTable<String, [IPAddress]?>()
    let federationPlaces = Memo<[FederationPlace]>()
    let visits = Memo<[AddressVisit]>()
    let connectionFaults = Memo<[ConnectionFaultGroup]>()
    let usedAddresses = Memo<[UsedAddress]>()
    let families = MemoTable<CertificateName, [TLSClientFamily]>()
    let nameJudgements = Memo<[NameJudgement]>()
    let askedQuestions = Memo<[Question]>()
    let failedQuestions = Memo<[FailedQuestion]>()
    let isWithoutAnyAnswer = Memo<Bool>()
    let zoneServers = Memo<[ZoneAnswers]>()
}
