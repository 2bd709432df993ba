import Foundation
import ProgramFixture
import StudyArchive
import StudyModel
import StudyService
import Synchronization
import Testing

/// Copies of one study that meet at a bare repository.
final class TeamFixture {
    let first: StudyFixture
    var remote: String { "\(first.root)/remote.git" }
    /// By the member's number: `r1` began the study.
    private(set) var services: [String: StudyService] = [:]
    private var folders: [String: String] = [:]
    /// By how many milliseconds each one's clock is wrong.
    private let clocks: Clocks
    private let deaths: TeamDeaths
    /// Whether the remote can be reached.
    private(set) var hasNetwork = true

    /// - Parameters:
    ///   - members: how many copies there are, `r1` among them.
    ///   - clocks: by how many milliseconds somebody's clock is wrong.
    init(
        members: Int = 2, names: NamePolicy = .off, yaml: String = "", clocks: [String: Int] = [:]
    ) async throws {
        self.clocks = Clocks(clocks)
        first = try await StudyFixture(names: names, yaml: yaml)
        deaths = TeamDeaths(remote: "\(first.root)/remote.git", away: "\(first.root)/away.git")
        #expect(try Program.run(["git", "init", "-q", "--bare", remote]).status == 0)
        services["r1"] = first.service
        folders["r1"] = first.study
        _ = try await first.service.addRemote(Remote(name: "origin", address: remote))
        _ = try await first.service.sync()
        for number in 2..<(members + 1) { try await join("r\(number)") }
    }

    subscript(member: String) -> StudyService {
        get throws { try #require(services[member]) }
    }

    func folder(_ member: String) throws -> String { try #require(folders[member]) }

    /// Makes a copy, and takes its member into the team.
    func join(_ member: String) async throws {
        let studies = try studies(of: member)
        let path = "\(first.root)/\(member)/study"
        try FileManager.default.createDirectory(
            atPath: "\(first.root)/\(member)", withIntermediateDirectories: true)
        let outcome = try await studies.clone(remote, to: path, as: MemberID(rawValue: member))
        folders[member] = path
        _ = try await self["r1"].admit(outcome.code.uppercased(), as: nil, role: "coder")
        // Whoever took somebody in opens the study again, as the daemon does.
        try await reopen("r1")
        _ = try await self["r1"].sync()
        services[member] = try await studies.study(at: path)
        #expect(try await sync(member).isTeamChanged)
    }

    private func studies(of member: String) throws -> Studies {
        Studies(surroundings: surroundings(of: member), log: StudyFixture.log)
    }

    private func surroundings(of member: String) -> Surroundings {
        var surroundings = StudyFixture.surroundings(
            member == "r1" ? first.root : "\(first.root)/\(member)")
        let (clock, clocks) = (surroundings.milliseconds, clocks)
        surroundings.milliseconds = { clock() + clocks.wrong(member) }
        let (deaths, study) = (deaths, member == "r1" ? first.study : "\(first.root)/\(member)/study")
        surroundings.archiveHooks = ArchiveHooks(
            journalCapacity: 256 * 1024, didReach: { _ in deaths.pass(member, study) })
        surroundings.erasureHooks = ErasureHooks { _ in deaths.pass(member, study) }
        return surroundings
    }

    /// Sets somebody's clock.
    func clock(_ member: String, wrongBy milliseconds: Int) { clocks.set(member, milliseconds) }

    /// By how many milliseconds clocks are wrong.
    private final class Clocks: Sendable {
        private let wrong: Mutex<[String: Int]>

        init(_ wrong: [String: Int]) { self.wrong = Mutex(wrong) }

        func wrong(_ member: String) -> Int { wrong.withLock { $0[member] ?? 0 } }

        func set(_ member: String, _ milliseconds: Int) { wrong.withLock { $0[member] = milliseconds } }
    }

    /// Lets the remote come and go.
    func setNetwork(_ isThere: Bool) throws {
        if isThere == hasNetwork { return }
        let (there, away) = (remote, "\(first.root)/away.git")
        try FileManager.default.moveItem(atPath: isThere ? away : there, toPath: isThere ? there : away)
        hasNetwork = isThere
    }

    /// Lets somebody work until their daemon dies, as by `kill -9`, where a write passes for the `number`th time.
    ///
    /// - Returns: whether it died; their study is then open again, as it was left, and what was answered is void.
    func dying(_ member: String, at number: Int, _ work: () async throws -> Void) async throws -> Bool {
        deaths.arm(member, at: number)
        let hadNetwork = hasNetwork
        do {
            try await work()
        } catch  where deaths.isDead(member) {
            // The dead are not asked why.
        }
        guard deaths.disarm(member) else { return false }
        try await self[member].close()
        try deaths.bury(try folder(member), hadNetwork: hadNetwork)
        try await open(member)
        return true
    }

    /// Whether somebody's daemon died in the work that ``dying(_:at:_:)`` lets it do.
    func isDying(_ member: String) -> Bool { deaths.isDead(member) }

    /// Synchronises, and opens the study again where the team changed, as the daemon does.
    @discardableResult
    func sync(_ member: String) async throws -> SyncReport {
        let report = try await self[member].sync()
        if report.isTeamChanged { try await reopen(member) }
        return report
    }

    func reopen(_ member: String) async throws {
        try await self[member].close()
        try await open(member)
    }

    private func open(_ member: String) async throws {
        services[member] = try await StudyService.open(
            StudyFolder(path: try folder(member)), surroundings: surroundings(of: member),
            log: StudyFixture.log)
    }

    /// Synchronises everybody until nobody has anything new, and all know who has seen what.
    func settle() async throws {
        for _ in 0..<12 {
            var isQuiet = true
            for member in services.keys.sorted() where try await sync(member).way != .nothing {
                isQuiet = false
            }
            let logs = try folders.values.map { try StudyFixture.git($0, "rev-parse", "audit").output }
            if isQuiet, Set(logs).count == 1 { return }
        }
        Issue.record("the copies do not come to rest")
    }

    /// Whether all copies stand at the same commits, hold the same files, and are sound.
    ///
    /// - Parameter besides: findings that are as they should be, by their code.
    func expectAlike(
        besides: Set<String> = [], sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        var heads: Set<String> = []
        for (member, path) in folders {
            heads.insert(try StudyFixture.git(path, "rev-parse", "main^{tree}", "main", "audit").output)
            let findings = try await self[member].check { _ in }.findings.filter {
                !besides.contains($0.code)
            }
            #expect(findings.isEmpty, "\(member): \(findings)", sourceLocation: sourceLocation)
            #expect(
                try StudyFixture.git(path, "fsck", "--strict", "--no-dangling").status == 0,
                sourceLocation: sourceLocation)
        }
        #expect(heads.count == 1, sourceLocation: sourceLocation)
    }

    func close() async throws {
        for service in services.values { try await service.close() }
    }
}
