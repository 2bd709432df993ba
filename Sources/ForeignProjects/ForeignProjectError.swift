/// Why a file is not read as a project.
package enum ForeignProjectError: Error, Sendable, Hashable {
    /// SQLite finds the file damaged, or it is larger than what is read.
    case damaged
    /// It is an SQLite file of another program.
    case unknown
    /// It holds several projects, and only one can be brought in at a time.
    case severalProjects(Int)
    /// It holds no project.
    case noProject
    /// It is a project of RQDA, which is not read.
    case rqda
    /// The project's tables are not those of a version that is known.
    case otherVersion(String)

    /// Whether another copy of the file might be read.
    package var isDamage: Bool { self == .damaged }
}

extension ForeignProjectError: CustomStringConvertible {
    /// One sentence for people.
    package var description: String {
        switch self {
        case .damaged: "The SQLite file is damaged."
        case .unknown: "It is an SQLite file, and neither Taguette's nor QualCoder's."
        case .severalProjects(let count):
            "It holds \(count) projects; in Taguette, export the one you want as SQLite3."
        case .noProject: "It holds no project."
        case .rqda: "It is a project of RQDA; QualCoder can import it and write a .qdpx."
        case .otherVersion(let program): "It is of a version of \(program) that is not known."
        }
    }
}
