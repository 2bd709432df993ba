import Packaging
import Testing

@Suite struct BagTests {
    @Test func bag_listsEveryFileWithItsDigests() throws {
        let bag = Bag(
            payload: [PackedFile("b.txt", text: "abc"), PackedFile("a/c.txt", text: "")],
            beside: [PackedFile("VERIFY.md", text: "How")], info: [("External-Description", "Two\nlines")],
            day: "2026-11-23")
        let files = Dictionary(
            uniqueKeysWithValues: bag.files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) })
        #expect(
            files["manifest-sha256.txt"] == """
                e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  data/a/c.txt
                ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  data/b.txt

                """)
        #expect(files["manifest-sha512.txt"]?.hasPrefix("cf83e1357eefb8bd") == true)
        #expect(files["bagit.txt"] == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        #expect(
            files["bag-info.txt"]
                == "External-Description: Two lines\nBagging-Date: 2026-11-23\nPayload-Oxum: 3.2\n")
        let tags = (files["tagmanifest-sha256.txt"] ?? "").split(separator: "\n").map { $0.dropFirst(66) }
        #expect(
            tags == [
                "VERIFY.md", "bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt",
            ])
    }

    @Test(arguments: [
        ("codebook/access.yaml", "codebook/access.yaml"),
        ("codebook/zugänge.yaml", "codebook/xzug_c3_a4nge.yaml"),
        ("a_b/c", "a_b/c"), (".hidden", "x.hidden"), ("a b", "xa_20b"),
    ])
    func plainName_isOneThatAnySystemTakes(path: String, plain: String) {
        #expect(PackedNames.plain(path) == plain)
        #expect(PackedNames.plain(path).split(separator: "/").allSatisfy { PackedNames.isPlain($0) })
    }

    @Test func names_thatDifferInCapitalsAlone_areKeptApart() {
        var taken: Set<String> = []
        let paths = ["a/B.md", "a/b.md", "a/b.md", "a/c"].map { PackedNames.unique($0, taken: &taken) }
        #expect(paths == ["a/B.md", "a/b-2.md", "a/b-3.md", "a/c"])
    }
}
