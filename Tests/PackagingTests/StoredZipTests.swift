import Foundation
import Packaging
import ProgramFixture
import Testing

@Suite struct StoredZipTests {
    @Test func nothing_isAnEmptyArchive() {
        #expect(StoredZip.archive([])?.count == 22)
    }

    @Test func archive_isReadByAnotherProgram() throws {
        let files = [PackedFile("top/a.txt", text: "Grüße\n"), PackedFile("top/b/c.txt", text: "")]
        let bytes = try #require(StoredZip.archive(files))
        #expect(StoredZip.archive(files) == bytes)
        try ProgramFixture.with { fixture in
            try Data(bytes).write(to: URL(fileURLWithPath: fixture.root + "/a.zip"))
            let whole = try fixture.run("unzip", ["-t", "a.zip"])
            #expect(whole.status == 0, "\(whole.output)")
            #expect(try fixture.run("unzip", ["-p", "a.zip", "top/a.txt"]).output == "Grüße\n")
        }
    }
}
