/// Runs `body` to its end even when the caller is cancelled, for steps that must not stop half-way.
func finishing<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
    try await Task { try await body() }.value
}
