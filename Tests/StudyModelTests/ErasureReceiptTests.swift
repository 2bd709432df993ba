import StudyModel
import Testing

@Suite("What an erasure says was left")
struct ErasureReceiptTests {
    @Test("Each place is named in words, with what to do")
    func placesLeft() throws {
        let operation = try #require(OperationID(rawValue: String(repeating: "0", count: 26)))
        let by = try #require(MemberID(rawValue: "r1"))
        var receipt = ErasureReceipt(
            Erasure(
                id: operation, basis: .withdrawal,
                recorded: Provenance(by: by, at: Timestamp(secondsSinceEpoch: 1_600_000_000))),
            commits: 1)
        #expect(receipt.sentences.contains { $0.contains("nothing of it was found") })
        receipt.searched.found = [
            "records/2020/04/15/2020-04-15-minutes-7f3k.md", "drafts/interim.md", ".git/config",
            String(repeating: "dd716dec", count: 5),
        ]
        let said = receipt.sentences.joined(separator: "\n")
        for place in [
            "the record 2020-04-15-minutes-7f3k,", "the file drafts/interim.md,",
            ".git/config (only in this copy)", "(dd716dec, only in this copy)", "'rir erasure redact' takes",
        ] {
            #expect(said.contains(place), "\(said)")
        }
    }
}
