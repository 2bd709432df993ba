import StudyModel
import Testing
import Workflows

@Suite("Rules of a round")
struct RoundRulesTests {
    private static func isRefused(_ name: String, _ level: Round.Level, coders: Int = 3) -> Bool {
        do throws(StudyError) {
            try RoundRules.require(
                figureOf: Round.Rule(statistic: name), comparedBy: level, coders: coders)
            return false
        } catch {
            #expect(error.code == .roundInvalid && !(error.hint ?? "").isEmpty)
            return true
        }
    }

    @Test("A rule names a figure of the round's level", arguments: Round.Level.allCases)
    func figures(_ level: Round.Level) {
        for name in ["krippendorff_alpha", "f1", "gamma", "ku_alpha"] {
            #expect(!Self.isRefused(name, level), "\(name)")
        }
        for name in ["", "all", "alpha", "weighted_kappa", "Krippendorff_alpha"] {
            #expect(Self.isRefused(name, level), "\(name)")
        }
        #expect(Self.isRefused("set_alpha_masi", level) == (level == .character))
        #expect(Self.isRefused("record_gwet_ac1", level) == (level != .record))
    }

    @Test("A figure for two coders is none of three; one coder is compared with themselves")
    func twoCoders() {
        #expect(Self.isRefused("cohen_kappa", .paragraph))
        #expect(!Self.isRefused("cohen_kappa", .paragraph, coders: 2))
        #expect(!Self.isRefused("cohen_kappa", .paragraph, coders: 1))
    }

    @Test("What the hint lists is taken")
    func hint() throws {
        let error = try #require(
            #expect(throws: StudyError.self) {
                try RoundRules.require(
                    figureOf: Round.Rule(statistic: "x"), comparedBy: .sentence, coders: 2)
            })
        let listed = (error.hint ?? "").dropFirst("--stat takes ".count).dropLast().split(separator: ", ")
        #expect(listed.count > 20)
        for name in listed { #expect(!Self.isRefused(String(name), .sentence, coders: 2), "\(name)") }
    }
}
