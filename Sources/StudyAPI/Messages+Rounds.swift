package import StudyModel

/// `GET /v1/rounds`: the rounds of double-coding, by name.
package struct RoundsReply: Codable, Sendable {
    package var rounds: [RoundView]

    package init(rounds: [RoundView]) { self.rounds = rounds }
}

/// A step in a round: `POST /v1/rounds/{round}/…`.
///
/// Each step takes what concerns it.
package struct RoundRequest: Codable, Sendable {
    /// Of `next`: the person is through with the record before.
    package var isDone: Bool?
    /// Of `submit`: records that were never looked at may be missing.
    package var isPartial: Bool?
    /// Of `return`: whose work is given back.
    package var coder: CoderID?
    /// Of `return` and `reopen`, and of `close` where somebody has not handed in.
    package var reason: String?

    package init(
        isDone: Bool? = nil, isPartial: Bool? = nil, coder: CoderID? = nil, reason: String? = nil
    ) {
        self.isDone = isDone
        self.isPartial = isPartial
        self.coder = coder
        self.reason = reason
    }
}

/// `POST /v1/rounds/{round}/remove`: the round that was taken away.
package struct RoundRemovedReply: Codable, Sendable {
    package var round: RoundID

    package init(round: RoundID) { self.round = round }
}

/// `GET /v1/rounds/{round}/disagreements`: where coders did not do the same; query name `blind`.
package struct DisagreementsReply: Codable, Sendable {
    package var round: RoundID
    /// Places where all coders did the same.
    package var agreed: Int
    package var disagreements: [DisagreementView]
    /// The share of places alike before anybody talked, 0 to 1; absent without any place.
    package var before: Double?
    /// The share that is settled now.
    package var after: Double?

    package init(
        round: RoundID, agreed: Int, disagreements: [DisagreementView], before: Double?, after: Double?
    ) {
        self.round = round
        self.agreed = agreed
        self.disagreements = disagreements
        self.before = before
        self.after = after
    }
}

/// `POST /v1/identity`: the person's identity, which is made where there is none.
package struct IdentityReply: Codable, Sendable {
    /// Its public half: `age1…`.
    package var recipient: String

    package init(recipient: String) { self.recipient = recipient }
}

/// `GET /v1/members`: the team.
package struct MembersReply: Codable, Sendable {
    package struct Member: Codable, Sendable, Hashable {
        package var id: MemberID
        /// `lead`, `coder` or `reader`.
        package var role: String
        /// Whether they can work in this folder.
        package var worksHere: Bool
        package var isSelf: Bool
        package var opensVault: Bool

        package init(id: MemberID, role: String, worksHere: Bool, isSelf: Bool, opensVault: Bool) {
            self.id = id
            self.role = role
            self.worksHere = worksHere
            self.isSelf = isSelf
            self.opensVault = opensVault
        }
    }

    package var members: [Member]

    package init(members: [Member]) { self.members = members }
}

/// `POST /v1/members`: takes somebody into the team who works in this folder with an identity of their own.
package struct MemberRequest: Codable, Sendable {
    package var member: MemberID
    /// `lead`, `coder` or `reader`.
    package var role: String
    /// Of their identity: `age1…`.
    package var recipient: String

    package init(member: MemberID, role: String, recipient: String) {
        self.member = member
        self.role = role
        self.recipient = recipient
    }
}
