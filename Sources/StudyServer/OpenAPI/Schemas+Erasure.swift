import StudyModel

extension Schemas {
    /// What was taken out of history.
    static let erasures: [Schema] = [
        .value("ErasureBasis", "Why something was erased.", oneOf: Erasure.Basis.allCases.map(\.rawValue)),
        .message(
            "ErasureReceipt", "What an erasure did, and where it is not done yet.",
            [
                .always("id", .ref("OperationID")), .always("basis", .ref("ErasureBasis")),
                .maybe("class", .ref("RetentionClass"), "Whose time was over."),
                .maybe("participant", .ref("Handle")), .always("recorded", .ref("Provenance")),
                .always("files", .whole, "Files whose earlier versions left the history."),
                .always("leaves", .whole, "Entries of the logs that nothing opens any more."),
                .always("commits", .whole, "Commits that were made anew; in a list those that held it."),
                .always("quotedIn", .list(.text), "Where others' texts quoted it."),
                .always("branches", .list(.text), "Branches and tags made by hand that were removed."),
                .always("searched", .ref("ErasureSearch")),
                .always("confirmed", .list(.ref("DeviceID")), "Devices that carried it out."),
                .always("waitingFor", .list(.ref("DeviceID")), "Devices that have not."),
                .always("remotes", .list(.text), "Remotes of this copy."),
            ]),
        .message(
            "ErasureSearch", "What was searched afterwards; zero where that was not now.",
            [
                .always("objects", .whole), .always("files", .whole),
                .always("found", .list(.text), "What still holds some of it."),
            ]),
        .message(
            "ErasuresReply", "What was taken out of history.",
            [.always("erasures", .list(.ref("ErasureReceipt")))]),
        .message(
            "RedactionRequest", "Takes words out of everything that the study holds or ever held.",
            [.always("words", .text), .maybe("dryRun", .flag, "Only look where they stand.")]),
        .message(
            "RedactionReply", "Where words stand or stood, and what was done.",
            [
                .always("places", .list(.text), "Files that hold them, or ever did."),
                .always("reasons", .whole, "Operations that have them in their reason."),
                .always("stays", .list(.text), "Files that hold them and that no erasure touches."),
                .maybe("receipt", .ref("ErasureReceipt")),
            ]),
    ]
}
