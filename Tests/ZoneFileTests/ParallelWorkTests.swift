import Synchronization
import Testing
import Threads

@Suite("Work on several threads")
struct ParallelWorkTests {
    @Test("has its results in the order of the numbers, each made once", arguments: [1, 2, 3, 8])
    func order(threads: Int) {
        let calls = Mutex<[Int: Int]>([:])
        let values = Parallel.map(500, threads: threads) { number in
            calls.withLock { $0[number, default: 0] += 1 }
            return number * 2
        }
        #expect(values == (0..<500).map { $0 * 2 })
        #expect(calls.withLock { $0.values.allSatisfy { $0 == 1 } })
    }

    @Test("is done at once: each of two calls waits for the other")
    func concurrency() {
        let (first, second) = (Semaphore(), Semaphore())
        let values = Parallel.both(threads: 2) {
            first.signal()
            second.wait()
            return 1
        } _: {
            second.signal()
            first.wait()
            return 2
        }
        #expect(values == (1, 2))
    }

    @Test("is done by the current thread alone if no other is to be started")
    func alone() {
        let work = ParallelWork(count: 3, threads: 0) { $0 }
        #expect(work.finish() == [0, 1, 2])
        #expect(Parallel.map(0, threads: 4) { $0 }.isEmpty)
    }
}

@Suite("The number of processors")
struct ProcessorCountTests {
    @Test("is the lowest quota of the control groups of the process and those above them, rounded up")
    func quotas() {
        let unified = [
            "/sys/fs/cgroup/a/b/cpu.max": "max 100000\n", "/sys/fs/cgroup/a/cpu.max": "150000 100000\n",
            "/sys/fs/cgroup/cpu.max": "800000 100000\n",
        ]
        #expect(ProcessorCount.quota(ofGroups: "0::/a/b\n") { unified[$0] } == 2)
        #expect(ProcessorCount.quota(ofGroups: "0::/\n") { unified[$0] } == 8)
        let old = [
            "/sys/fs/cgroup/cpu/docker/cpu.cfs_quota_us": "300000\n",
            "/sys/fs/cgroup/cpu/docker/cpu.cfs_period_us": "100000\n",
            "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n", "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
        ]
        #expect(ProcessorCount.quota(ofGroups: "3:memory:/docker\n2:cpu,cpuacct:/docker\n") { old[$0] } == 3)
    }

    @Test("is not limited by groups without a quota, or by what cannot be read")
    func noQuota() {
        for text in ["max 100000\n", "", "0 0\n", "x y\n", "-1 100000\n"] {
            #expect(ProcessorCount.quota(ofGroups: "0::/a\n") { _ in text } == nil, "\(text)")
        }
        #expect(ProcessorCount.quota(ofGroups: "0::/a\n") { _ in nil } == nil)
        #expect(ProcessorCount.quota(ofGroups: "garbage\n::\n") { _ in "1 1" } == nil)
        #expect(ProcessorCount.available >= 1)
    }
}
