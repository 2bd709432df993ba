import Foundation
import Packaging
import Testing

@Suite struct ResearchCrateTests {
    @Test func metadata_describeEveryFileAndStep() throws {
        var crate = ResearchCrate(
            name: "A \"study\"", description: "All", published: "2026-11-23T10:00:00Z", version: "0.1.0")
        crate.people = [.init(id: "r1", name: "r1, lead")]
        crate.actions = [
            .init(
                id: "step-1", name: "edit", isCreation: false, agent: "r1", end: "2026-11-23T09:00:00Z",
                objects: ["v1.md"], results: ["v2.md"])
        ]
        let files = [PackedFile("v1.md", text: "a"), PackedFile("v2.md", text: "abc")]
        let made = crate.metadata(of: files)
        #expect(made.path == "ro-crate-metadata.json")
        let object = try JSONSerialization.jsonObject(with: Data(made.bytes))
        let graph = try #require((object as? [String: Any])?["@graph"] as? [[String: Any]])
        let ids = graph.compactMap { $0["@id"] as? String }
        #expect(ids.count == Set(ids).count && ids.count == graph.count)
        let root = try #require(graph.first { $0["@id"] as? String == "./" })
        #expect((root["hasPart"] as? [[String: String]])?.compactMap { $0["@id"] } == ["v1.md", "v2.md"])
        // Validators want what stands alone to stand alone.
        #expect((root["author"] as? [String: String])?["@id"] == "#r1")
        let file = try #require(graph.first { $0["@id"] as? String == "v2.md" })
        #expect(file["contentSize"] as? String == "3" && file["encodingFormat"] as? String == "text/markdown")
        #expect((file["sha256"] as? String)?.hasPrefix("ba7816bf") == true)
        let step = try #require(graph.first { $0["@id"] as? String == "#step-1" })
        #expect(step["@type"] as? String == "UpdateAction")
        #expect((step["result"] as? [String: String])?["@id"] == "v2.md")
    }
}
