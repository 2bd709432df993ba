import Commands
import StudyModel
import Testing

@Suite struct TeamTests {
    @Test(arguments: [
        ("It began at ten.", "It began at eight.", ["It began at [-eight-]{+ten+}."]),
        ("a b c", "a x y c", ["a [-x y-]{+b+} c"]),
        ("a b", "c d", ["[-c d-]{+a b+}"]),
        ("one\ntwo\n", "one\n", ["one", "{+two+}"]),
        ("one\n", "one\n", []), ("a\n", "a\n\n", ["a", "[-↵-]"]), ("a ", "a", ["a{+ +}"]),
        ("1\n2\n3\n4\nnew\n6\n7\n8\n", "1\n2\n3\n4\nold\n6\n7\n8\n", ["…", "4", "[-old-]{+new+}", "6", "…"]),
        ("", "", []), ("a", "", ["{+a+}"]), ("", "a", ["[-a-]"]),
        ("e\u{1B}[1m", "e", ["e{+\\u{1B}[1m+}"]),
    ])
    func twoSides_areOneTextWithMarks(stands: String, other: String, lines: [String]) {
        #expect(SidesText().lines(stands: stands, other: other) == lines)
    }

    /// What is marked, and what is not, gives both lines again.
    @Test func marks_giveBothSidesAgain() {
        let words = ["a", "b", "c", " ", ".", "é", "👩‍👧"]
        for _ in 0..<2000 {
            let texts = (0..<2).map { _ in
                (0..<Int.random(in: 1...9)).compactMap { _ in words.randomElement() }.joined()
            }
            if texts[0] == texts[1] { continue }
            let shown = SidesText().lines(stands: texts[0], other: texts[1]).joined(separator: "\n")
            let stands = shown.replacing(/\[-.*?-\]/, with: "").replacing("{+", with: "").replacing(
                "+}", with: "")
            let other = shown.replacing(/\{\+.*?\+\}/, with: "").replacing("[-", with: "").replacing(
                "-]", with: "")
            #expect([stands, other] == texts)
        }
    }

    @Test(arguments: [
        ("ssh://git@server/hospital-study.git", "hospital-study"), ("server:studies/pilot.git", "pilot"),
        ("server:pilot", "pilot"), ("/media/stick/a.git/", "a"), ("..", "study"), ("/", "study"),
    ])
    func folder_followsTheAddress(address: String, folder: String) {
        #expect(RemoteAddress.folder(for: address) == folder)
    }

    @Test(arguments: [
        ("https://a:b@host/x", true), ("ssh://a:b@host/x", true), ("https://a@host/x", false),
        ("https://host:443/a:b@c", false), ("git@host:x", false), ("/a:b@c", false),
    ])
    func password_isSeen(address: String, holds: Bool) {
        #expect(Remote.holdsPassword(address) == holds)
        #expect((Remote.transport(of: address) == nil) == holds)
    }
}
