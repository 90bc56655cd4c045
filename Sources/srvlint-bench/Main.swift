import DNS
import FoundationEssentials
import Network

/// Asks the questions of a file as fast as the DNS client can, for `.ci/bench-dns`:
/// `srvlint-bench SERVER FILE SECONDS OUTSTANDING`. Each line of the file is a name and a type, as dnsperf has it.
@main
enum Main {
    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let server = DNSServer(arguments[1]),
            let data = FileManager.default.contents(atPath: arguments[2]), let seconds = Int(arguments[3]),
            let outstanding = Int(arguments[4])
        else {
            print("srvlint-bench SERVER FILE SECONDS OUTSTANDING")
            return
        }
        let questions = String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap(question)
        guard !questions.isEmpty else { return print("no questions in \(arguments[2])") }
        var options = DNSClientOptions()
        options.maximumOutstanding = outstanding
        let client = DNSClient(servers: [server], options: options)
        let clock = ContinuousClock()
        let start = clock.now
        let end = start + .seconds(seconds)
        var tallies: [Tally] = []
        await withTaskGroup(of: Tally.self) { group in
            for worker in 0..<outstanding {
                group.addTask {
                    var tally = Tally()
                    var index = worker
                    while clock.now < end {
                        let answer = try? await client.ask(questions[index % questions.count])
                        if answer?.status == .noError { tally.answered += 1 } else { tally.failed += 1 }
                        index += outstanding
                    }
                    return tally
                }
            }
            for await tally in group { tallies.append(tally) }
        }
        let took = Double((clock.now - start) / .milliseconds(1)) / 1000
        let answered = tallies.reduce(0) { $0 + $1.answered }
        let failed = tallies.reduce(0) { $0 + $1.failed }
        let ignored = await client.ignoredReplies().total
        print("answered \(answered) failed \(failed) ignored \(ignored) seconds \(took)")
        print("rate \(Int(Double(answered) / took))")
    }

    private struct Tally {
        var answered = 0
        var failed = 0
    }

    private static func question(_ line: Substring) -> Question? {
        let words = line.split(separator: " ")
        guard words.count == 2, let name = Name(words[0]), let type = RecordType(mnemonic: words[1]) else { return nil }
        return Question(name, type)
    }
}
