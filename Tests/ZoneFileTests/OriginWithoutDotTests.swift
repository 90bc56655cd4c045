import DNS
import Testing
import ZoneFile

@Suite("Finding the origin if a final dot is missing")
struct OriginWithoutDotTests {
    @Test(
        "An SOA owner without its final dot is not below the origin",
        arguments: [
            ("$ORIGIN example.com.\nexample.com IN SOA . . 1 1 1 1 1\n", "example.com."),
            ("$ORIGIN example.com.\nExample.COM 60 SOA . . 1 1 1 1 1\n", "example.com."),
            ("$ORIGIN com.\nexample IN SOA . . 1 1 1 1 1\n", "example.com."),
            ("$ORIGIN .\nexample.com IN SOA . . 1 1 1 1 1\n", "example.com."),
            ("$ORIGIN com.\nexample.com IN SOA . . 1 1 1 1 1\n", "example.com.com."),
        ]
    )
    func ownerWithoutFinalDot(text: String, origin: String) throws {
        let name = try #require(Name(origin))
        #expect(OriginFinder.find(in: SourceFile(path: "zone", text: text)) == .soa(name))
    }
}
