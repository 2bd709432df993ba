/// A failure of the git store, before the service knows what the person was doing.
package enum GitError: Error, Sendable, Equatable {
    /// libgit2 refused: the function, its status and its own words.
    case library(function: String, status: Int32, message: String)
    /// An object that must be there is missing or not of the expected kind.
    case missing(ObjectID)
    /// An object's bytes do not parse as what they claim to be.
    case malformed(ObjectID)
    /// A system call failed: the call, `errno`, and the path inside the study or repository.
    case system(call: String, errno: Int32, path: String)
    /// zlib refused.
    case compression(Int32)
    /// A ref moved underneath: somebody else wrote it.
    case refMoved(name: String)

    /// Whether the disk is full or a quota is reached.
    package var isStorageFull: Bool {
        if case .system(_, let errno, _) = self { return SystemErrors.full.contains(errno) }
        return false
    }
}
