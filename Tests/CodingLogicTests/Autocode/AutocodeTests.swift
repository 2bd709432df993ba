import CodingLogic
import Testing

@Suite struct AutocodeTests {
    private static let body =
        "**SP1:** We wait. Waiting is long.\n\n**Ann (SP2):** No wait here. None.\n\n**SP1:** Good.\n\n**Ann (SP2):** Yes.\n"

    private static func parts(
        _ rule: Autocode.Rule, _ scope: Autocode.Scope, except coded: [Range<Int>] = []
    ) -> [String] {
        let scalars = TextUnits.scalars(of: body)
        return Autocode.spans(of: rule, scope: scope, in: body, except: coded).map { span in
            String(String.UnicodeScalarView(scalars[span]))
        }
    }

    @Test func text_inEachScope_isWidenedToIt() throws {
        let rule = Autocode.Rule.text(try TextNeedle("wait*"))
        #expect(Self.parts(rule, .match) == ["wait", "Wait", "wait"])
        #expect(
            Self.parts(rule, .sentence) == [
                "**SP1:** We wait.", "Waiting is long.", "**Ann (SP2):** No wait here.",
            ])
        #expect(
            Self.parts(rule, .paragraph) == [
                "**SP1:** We wait. Waiting is long.", "**Ann (SP2):** No wait here. None.",
            ])
        #expect(Self.parts(rule, .turn) == ["We wait. Waiting is long.", "No wait here. None."])
    }

    @Test func pattern_overTwoSentences_takesBoth() throws {
        let rule = Autocode.Rule.pattern(try TextPattern("wait\\. W"))
        #expect(Self.parts(rule, .sentence) == ["**SP1:** We wait. Waiting is long."])
    }

    @Test func speaker_isFoundInTheLabel() throws {
        let rule = Autocode.Rule.speaker(try TextNeedle("sp2"))
        #expect(Self.parts(rule, .match) == ["No wait here. None.", "Yes."])
    }

    @Test func span_thatIsCodedAlready_isLeftOut() throws {
        let rule = Autocode.Rule.text(try TextNeedle("wait"))
        let found = Autocode.spans(of: rule, scope: .match, in: Self.body)
        #expect(Self.parts(rule, .match, except: [found[0]]) == ["wait"])
        #expect(Self.parts(rule, .match, except: [0..<100]).isEmpty)
        #expect(Self.parts(rule, .match, except: [found[0].lowerBound + 1..<100]) == ["wait"])
    }
}
