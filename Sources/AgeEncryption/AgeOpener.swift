/// Decrypts a file in pieces, with no more than its header and one chunk of 64 KiB in memory.
///
/// Each byte that is handed out is authentic and in its place. Whether the file is *whole* is known only when
/// ``finish(into:)`` has returned: who acts on the bytes before must be able to undo it, as by writing to a temporary
/// file.
///
/// ```swift
/// var opener = AgeOpener(with: [.x25519(identity)])
/// var output: [UInt8] = []
/// while let piece = try source.read() {
///     try opener.add(piece, into: &output)
///     try target.write(output)
///     output.removeAll(keepingCapacity: true)
/// }
/// try opener.finish(into: &output)
/// try target.write(output)
/// ```
public struct AgeOpener: ~Copyable, Sendable {
    /// `nil` where the bytes tell.
    private let form: AgeForm?
    private var armour: ArmourReader?
    private var hasStarted = false
    private var file: FileOpener
    private var failure: AgeError?

    /// Starts with a file that has not been looked at yet.
    ///
    /// - Parameters:
    ///   - identities: What to open it with, tried in order.
    ///   - form: The one form to accept, or `nil` to accept both.
    public init(with identities: [AgeIdentity], form: AgeForm? = nil) {
        self.form = form
        file = FileOpener(identities: identities)
    }

    /// Decrypts the next bytes.
    ///
    /// A passphrase's key is derived in the call that completes the header.
    ///
    /// - Parameters:
    ///   - piece: Any number of bytes.
    ///   - output: Gets the plaintext of complete chunks appended; also on a throw, that of the chunks before the
    ///     damaged one.
    /// - Throws: Any ``AgeError`` of reading. Every later call throws the same.
    public mutating func add(
        _ piece: some Collection<UInt8>, into output: inout [UInt8]
    ) throws(AgeError) {
        if let failure { throw failure }
        do throws(AgeError) {
            try take(ArraySlice(piece), into: &output)
        } catch {
            failure = error
            throw error
        }
    }

    /// Ends the file and checks that it is whole.
    ///
    /// - Parameter output: Gets the rest of the plaintext appended.
    /// - Throws: Any ``AgeError`` of reading.
    public consuming func finish(into output: inout [UInt8]) throws(AgeError) {
        if let failure { throw failure }
        start(with: nil)
        if armour != nil {
            var bytes: [UInt8] = []
            var fault: AgeError?
            do throws(AgeError) { try armour?.finish(into: &bytes) } catch { fault = reported(error) }
            try file.add(bytes[...], into: &output)
            if let fault { throw fault }
        }
        try file.finish(into: &output)
    }

    private mutating func take(_ piece: ArraySlice<UInt8>, into output: inout [UInt8]) throws(AgeError) {
        guard let first = piece.first else { return }
        start(with: first)
        guard armour != nil else { return try file.add(piece, into: &output) }
        var bytes: [UInt8] = []
        var fault: AgeError?
        do throws(AgeError) { try armour?.add(piece, into: &bytes) } catch { fault = reported(error) }
        // What the armour held before its fault comes first, so that the outcome is the same in whatever pieces the
        // file arrives.
        try file.add(bytes[...], into: &output)
        if let fault { throw fault }
    }

    /// Decides the form by the first byte: no binary file begins with white space or a dash.
    private mutating func start(with first: UInt8?) {
        guard !hasStarted else { return }
        hasStarted = true
        let looksArmoured = first.map { ArmourFormat.isWhitespace($0) || $0 == UInt8(ascii: "-") } ?? false
        if form == .armoured || form == nil && looksArmoured { armour = ArmourReader() }
    }

    /// Where nobody said that the file is armoured, another first line means that it is no age file at all.
    private func reported(_ error: AgeError) -> AgeError {
        form == nil && armour?.hasBegun != true ? .notAgeFile : error
    }
}
