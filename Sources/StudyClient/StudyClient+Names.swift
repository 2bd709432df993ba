package import StudyAPI
package import StudyModel

// The vault.
extension StudyClient {
    package func vault() throws(StudyError) -> VaultReply {
        try value(VaultReply.self, Call(route: .vaultShow))
    }

    /// Takes in as well what waited only because the vault was locked.
    package func unlockVault(_ request: UnlockRequest) throws(StudyError) -> VaultReply {
        let body = try WireJSON.encode(request)
        return try stream(VaultReply.self, Call(route: .vaultUnlock, body: body))
    }

    package func lockVault() throws(StudyError) -> VaultReply {
        try value(VaultReply.self, Call(route: .vaultLock))
    }

    package func changePassphrase(_ request: PassphraseRequest) throws(StudyError) -> VaultReply {
        try value(VaultReply.self, Call(route: .vaultPassphrase, body: try WireJSON.encode(request)))
    }

    package func grantVault(_ request: VaultMemberRequest) throws(StudyError) -> VaultReply {
        let body = try WireJSON.encode(request)
        return try stream(VaultReply.self, Call(route: .vaultGrant, body: body))
    }

    package func revokeVault(_ request: VaultMemberRequest) throws(StudyError) -> VaultReply {
        let body = try WireJSON.encode(request)
        return try stream(VaultReply.self, Call(route: .vaultRevoke, body: body))
    }

    package func checkVault() throws(StudyError) -> VaultCheckReply {
        try stream(VaultCheckReply.self, Call(route: .vaultCheck))
    }
}

// The inbox.
extension StudyClient {
    package func inbox() throws(StudyError) -> InboxReply {
        try value(InboxReply.self, Call(route: .inboxList))
    }

    /// - Parameter record: Any unambiguous part of the id of a waiting source.
    package func waiting(_ record: String) throws(StudyError) -> WaitingReply {
        try value(WaitingReply.self, Call(route: .inboxShow, record: record))
    }

    /// Decides about suspects of a waiting source, and returns what is left of it.
    package func decide(_ record: String, _ request: DecisionsRequest) throws(StudyError) -> WaitingReply {
        let body = try WireJSON.encode(request)
        return try stream(WaitingReply.self, Call(route: .inboxDecide, record: record, body: body))
    }

    package func clear(_ request: ClearRequest) throws(StudyError) -> ClearReply {
        let body = try WireJSON.encode(request)
        return try stream(ClearReply.self, Call(route: .inboxClear, body: body))
    }

    /// Drops a waiting source for good, and returns what still waits.
    package func discard(_ request: DiscardRequest) throws(StudyError) -> InboxReply {
        try value(InboxReply.self, Call(route: .inboxDiscard, body: try WireJSON.encode(request)))
    }
}

// The key table.
extension StudyClient {
    package func pseudonyms() throws(StudyError) -> PseudonymsReply {
        try value(PseudonymsReply.self, Call(route: .pseudonymsList))
    }

    package func addPseudonym(_ request: PseudonymRequest) throws(StudyError) -> PseudonymReply {
        let body = try WireJSON.encode(request)
        return try stream(PseudonymReply.self, Call(route: .pseudonymsAdd, body: body))
    }

    /// Takes a name out of the key table, and returns the table that is left.
    package func removePseudonym(_ request: PseudonymRemoval) throws(StudyError) -> PseudonymsReply {
        try value(PseudonymsReply.self, Call(route: .pseudonymsRemove, body: try WireJSON.encode(request)))
    }

    package func leaks(_ request: LeaksRequest) throws(StudyError) -> LeaksReply {
        let body = try WireJSON.encode(request)
        return try stream(LeaksReply.self, Call(route: .leaks, body: body))
    }
}
