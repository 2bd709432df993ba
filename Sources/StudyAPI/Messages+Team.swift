package import StudyModel

/// `POST /v1/studies/clone`: makes a copy of the study at an address.
package struct CloneRequest: Codable, Sendable {
    /// Where the study is, as git takes it.
    package var address: String
    /// The absolute path of the new folder.
    package var path: String
    /// The id wished for; `nil` takes the next that is free.
    package var member: MemberID?

    package init(address: String, path: String, member: MemberID? = nil) {
        self.address = address
        self.path = path
        self.member = member
    }
}

/// A copy that was made, and what its person reads to the lead.
package struct CloneReply: Codable, Sendable {
    package var path: String
    package var title: String
    package var member: MemberID
    /// What is read out on the telephone.
    package var code: String
    package var records: Int
    /// How many commits were checked.
    package var commits: Int
    /// The lead's key, as `ssh-keygen -l` prints it.
    package var leadFingerprint: String

    package init(
        path: String, title: String, member: MemberID, code: String, records: Int, commits: Int,
        leadFingerprint: String
    ) {
        self.path = path
        self.title = title
        self.member = member
        self.code = code
        self.records = records
        self.commits = commits
        self.leadFingerprint = leadFingerprint
    }
}

/// `GET /v1/remotes`: the remotes of this copy, by name.
package struct RemotesReply: Codable, Sendable {
    package var remotes: [Remote]

    package init(remotes: [Remote]) { self.remotes = remotes }
}

/// `POST /v1/sync`: exchanges work with a remote.
package struct SyncRequest: Codable, Sendable {
    /// `nil` for `origin`, or the only one there is.
    package var remote: String?
    /// Whether the person answers for what others committed with git alone and put on the remote.
    package var adopt: Bool?
    /// After how many minutes the daemon synchronises by itself from now on, 1 to 1440; 0 for no more.
    package var every: Int?

    package init(remote: String? = nil, adopt: Bool? = nil, every: Int? = nil) {
        self.remote = remote
        self.adopt = adopt
        self.every = every
    }
}

/// What a synchronisation did.
package struct SyncReply: Codable, Sendable {
    /// What came from one member.
    package struct Received: Codable, Sendable {
        package var member: MemberID
        package var operations: Int

        package init(member: MemberID, operations: Int) {
            self.member = member
            self.operations = operations
        }

        /// `r10` comes behind `r9`.
        fileprivate var place: (Int, String) { (member.rawValue.utf8.count, member.rawValue) }
    }

    package var remote: String
    package var way: SyncReport.Way
    package var received: [Received]
    /// How many commits went to the remote.
    package var sent: Int
    /// Everything that waits for an answer.
    package var questions: [MergeQuestion]
    package var isTeamChanged: Bool
    /// Erasures of others that were carried out here.
    package var erasures: [OperationID]
    /// How many entries of this device's log nothing opens any more because of them.
    package var lost: Int

    package init(_ report: SyncReport) {
        remote = report.remote
        way = report.way
        received = report.received.map { Received(member: $0.key, operations: $0.value) }
            .sorted { $0.place < $1.place }
        sent = report.sent
        questions = report.questions
        isTeamChanged = report.isTeamChanged
        erasures = report.erasures
        lost = report.lost
    }
}

/// A request to be taken into the team, with its code.
package struct JoinRequestView: Codable, Sendable {
    package var member: MemberID
    package var device: DeviceID
    /// The public half of the key they sign with.
    package var key: String
    /// What seals for them: `age1…`.
    package var recipient: String
    /// What is read out on the telephone.
    package var code: String

    package init(_ request: JoinRequest, code: String) {
        member = request.member
        device = request.device
        key = request.key
        recipient = request.recipient
        self.code = code
    }
}

/// `GET /v1/members/requests`: who asks to be taken into the team.
package struct JoinRequestsReply: Codable, Sendable {
    package var requests: [JoinRequestView]

    package init(requests: [JoinRequestView]) { self.requests = requests }
}

/// `POST /v1/members/admit`: takes somebody with a copy of their own into the team.
package struct AdmitRequest: Codable, Sendable {
    /// What they read out.
    package var code: String
    /// `nil` for the id they asked for.
    package var member: MemberID?
    /// `lead`, `coder` or `reader`.
    package var role: String
    /// Where their request lies; `nil` for `origin`, or the only one there is.
    package var remote: String?

    package init(code: String, member: MemberID? = nil, role: String, remote: String? = nil) {
        self.code = code
        self.member = member
        self.role = role
        self.remote = remote
    }
}

/// `GET /v1/questions`: the questions that wait for an answer, by id.
package struct QuestionsReply: Codable, Sendable {
    package var questions: [MergeQuestion]

    package init(questions: [MergeQuestion]) { self.questions = questions }
}

/// `GET /v1/questions/{question}`: a question with what both sides had.
package struct QuestionReply: Codable, Sendable {
    package var question: MergeQuestion
    /// The file it is about as it now stands; `nil` where there is none any more.
    package var path: String?
    /// The file whose words stand where both changed the same.
    package var kept: String
    /// The other one; `nil` where it was taken away.
    package var other: String?

    package init(question: MergeQuestion, path: String?, kept: String, other: String?) {
        self.question = question
        self.path = path
        self.kept = kept
        self.other = other
    }
}

/// `POST /v1/questions/{question}/answer`: settles a question.
package struct AnswerRequest: Codable, Sendable {
    package enum Answer: String, Codable, Sendable, CaseIterable {
        /// It is well as it stands now.
        case keep
        /// The other side's file stands instead.
        case other
    }

    package var answer: Answer
    package var reason: String?

    package init(answer: Answer, reason: String? = nil) {
        self.answer = answer
        self.reason = reason
    }
}

/// A question that was answered, and what still waits.
package struct AnswerReply: Codable, Sendable {
    package var operation: OperationID
    package var questions: [MergeQuestion]

    package init(operation: OperationID, questions: [MergeQuestion]) {
        self.operation = operation
        self.questions = questions
    }
}
