import StudyAPI
import StudyModel

extension Schemas {
    /// The team, copies of the study, and questions that joining them raised.
    static let team: [Schema] = members + copies + questions

    private static let members: [Schema] = [
        .message("IdentityReply", "The person's identity.", [.always("recipient", .text, "age1…")]),
        .message("MembersReply", "The team.", [.always("members", .list(.ref("TeamMember")))]),
        .message(
            "TeamMember", "Somebody of the team.",
            [
                .always("id", .ref("MemberID")), .always("role", .text, "lead, coder or reader."),
                .always("worksHere", .flag), .always("isSelf", .flag), .always("opensVault", .flag),
            ]),
        .message(
            "MemberRequest", "Takes somebody into the team.",
            [.always("member", .ref("MemberID")), .always("role", .text), .always("recipient", .text)]),
        .message(
            "JoinRequestView", "A request to be taken into the team.",
            [
                .always("member", .ref("MemberID"), "The id they would like."),
                .always("device", .ref("DeviceID")), .always("key", .text, "ssh-ed25519 …"),
                .always("recipient", .text, "age1…"),
                .always("code", .text, "What is read out on the telephone."),
            ]),
        .message(
            "JoinRequestsReply", "Who asks to be taken into the team.",
            [.always("requests", .list(.ref("JoinRequestView")))]),
        .message(
            "AdmitRequest", "Takes somebody with a copy of their own into the team.",
            [
                .always("code", .text, "What they read out."),
                .maybe("member", .ref("MemberID"), "The id they asked for without it."),
                .always("role", .text, "lead, coder or reader."),
                .maybe("remote", .text, "Where their request lies; origin, or the only one, without it."),
            ]),
    ]

    private static let copies: [Schema] = [
        .message(
            "Remote", "A copy of the study elsewhere.",
            [.always("name", .text), .always("address", .text, "As git takes it.")]),
        .message("RemotesReply", "The remotes, by name.", [.always("remotes", .list(.ref("Remote")))]),
        .message(
            "CloneRequest", "Makes a copy of a study.",
            [
                .always("address", .text, "As git takes it."),
                .always("path", .text, "The absolute path of a new or empty folder."),
                .maybe("member", .ref("MemberID"), "The id wished for; the next that is free without it."),
            ]),
        .message(
            "CloneReply", "A copy that was made.",
            [
                .always("path", .text), .always("title", .text), .always("member", .ref("MemberID")),
                .always("code", .text, "What is read to the lead."), .always("records", .whole),
                .always("commits", .whole, "How many were checked."),
                .always("leadFingerprint", .text, "The lead's key, as 'ssh-keygen -l' prints it."),
            ]),
        .message(
            "SyncRequest", "Exchanges work with a remote.",
            [
                .maybe("remote", .text, "origin, or the only one there is, without it."),
                .maybe(
                    "adopt", .flag, "Answer for what others committed with git alone and put on the remote."),
                .maybe(
                    "every", .whole,
                    "After how many minutes the daemon synchronises by itself from now on, at most 1440; 0 for no more."
                ),
            ]),
        .value("SyncWay", "What a synchronisation did.", oneOf: SyncReport.Way.allCases.map(\.rawValue)),
        .message(
            "SyncReply", "What came and what went.",
            [
                .always("remote", .text), .always("way", .ref("SyncWay")),
                .always("received", .list(.ref("SyncReceived"))),
                .always("sent", .whole, "Commits that went to the remote."),
                .always("questions", .list(.ref("MergeQuestion")), "All that wait for an answer."),
                .always("isTeamChanged", .flag),
                .always(
                    "erasures", .list(.ref("OperationID")), "Erasures of others that were carried out here."),
                .always(
                    "lost", .whole,
                    "Entries of this device's log that nothing opens any more because of them."),
            ]),
        .message(
            "SyncState", "How this copy stands with its remote.",
            [
                .always("remote", .text),
                .maybe("every", .whole, "After how many minutes the daemon synchronises by itself."),
                .maybe("last", .ref("Timestamp"), "When a synchronisation was last finished."),
                .always("unsent", .whole, "Commits that the remote did not have then."),
                .maybe("failure", .ref("SyncFailure"), "Why the last try was given up."),
            ]),
        .message(
            "SyncFailure", "A synchronisation that was given up.",
            [
                .always("at", .ref("Timestamp")), .always("code", .text), .always("message", .text),
                .maybe("hint", .text),
            ]),
        .message(
            "TeamMate", "Somebody of the team, as this copy knows them.",
            [
                .always("member", .ref("MemberID")), .always("role", .text, "lead, coder or reader."),
                .always("isSelf", .flag), .maybe("lastStep", .ref("Timestamp"), "Of theirs, as known here."),
                .always("since", .whole, "Steps of others that have come here since."),
                .always("waits", .list(.text), "What waits for them, each in a few words."),
                .always("logs", .list(.ref("DeviceLog")), "Those of the devices they work on."),
            ]),
        .message(
            "DeviceLog", "The log of one device, and who of the others put their name to it.",
            [
                .always("device", .ref("DeviceID")),
                .always("member", .ref("MemberID"), "Of its last entry."),
                .always("entries", .whole, "How many it has here."),
                .maybe("signed", .whole, "How many of them its device signed."),
                .always("unsigned", .whole, "Entries that tell of work and are not signed yet."),
                .always("seenBy", .list(.ref("MemberID")), "Who cosigned what was signed last."),
            ]),
        .message(
            "SyncReceived", "What came from one member.",
            [.always("member", .ref("MemberID")), .always("operations", .whole)]),
    ]

    private static let questions: [Schema] = [
        .value("QuestionID", "Names a question.", pattern: "^q-[0-9a-hjkmnp-tv-z]{10}$"),
        .value(
            "QuestionCause", "Why somebody is asked.", oneOf: MergeQuestion.Cause.allCases.map(\.rawValue)),
        .message(
            "MergeQuestion", "What joining the work of several could not settle.",
            [
                .always("id", .ref("QuestionID")), .always("cause", .ref("QuestionCause")),
                .always("about", .text, "The path it is about; of a code 'codebook/' and its id."),
                .always("fields", .list(.text), "What of it; empty for the whole file."),
                .always("kept", .text, "SHA-256 of the file whose words stand."),
                .maybe("other", .text, "SHA-256 of the other; absent where it was taken away."),
            ]),
        .message(
            "QuestionsReply", "The questions that wait.",
            [.always("questions", .list(.ref("MergeQuestion")))]),
        .message(
            "QuestionReply", "A question with what both sides had.",
            [
                .always("question", .ref("MergeQuestion")),
                .maybe("path", .text, "The file as it now stands; absent where there is none any more."),
                .always("kept", .text, "The file whose words stand where both changed the same."),
                .maybe("other", .text, "The other file; absent where it was taken away."),
            ]),
        .value("Answer", "How a question is answered.", oneOf: AnswerRequest.Answer.allCases.map(\.rawValue)),
        .message(
            "AnswerRequest", "Answers a question.",
            [.always("answer", .ref("Answer")), .maybe("reason", .text)]),
        .message(
            "AnswerReply", "What still waits.",
            [
                .always("operation", .ref("OperationID")),
                .always("questions", .list(.ref("MergeQuestion"))),
            ]),
    ]
}
