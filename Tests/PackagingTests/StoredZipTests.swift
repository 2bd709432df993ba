import Packaging
import Testing

@Suite struct StoredZipTests {
    @Test func nothing_isAnEmptyArchive() {
        #expect(StoredZip.archive([])?.count == 22)
    }
}
