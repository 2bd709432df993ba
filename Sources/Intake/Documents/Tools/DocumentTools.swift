#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The outside programs that read documents, how they are contained, and the only way to run them.
///
/// Found once, when the daemon starts. A program gets a file's bytes on its standard input and answers on its standard
/// output; names, texts and passwords from outside never become arguments or environment. At most two run at once.
///
/// ## Concurrency
/// May be used from any number of tasks at once; copies share the limit of two.
package struct DocumentTools: Sendable {
    /// A program that reads documents.
    package enum Program: String, CaseIterable, Sendable {
        case pandoc, pdftotext, pdfinfo, qpdf, antiword, weasyprint

        /// The Debian package it comes in.
        package var debianPackage: String {
            switch self {
            case .pandoc: "pandoc"
            case .pdftotext, .pdfinfo: "poppler-utils"
            case .qpdf: "qpdf"
            case .antiword: "antiword"
            case .weasyprint: "weasyprint"
            }
        }

        /// What can't be imported without it.
        package var purpose: String {
            switch self {
            case .pandoc: "Word, OpenDocument, RTF, HTML and EPUB files"
            case .pdftotext, .pdfinfo: "PDF files"
            case .qpdf: "PDF files with a password"
            case .antiword: "Word files from before 2007 (.doc)"
            case .weasyprint: "no files: it sets reports as PDF"
            }
        }

        /// Whether a machine without it lacks something most people need.
        package var isExpected: Bool { self != .antiword && self != .weasyprint }

        var versionArguments: [String] {
            switch self {
            // With the heap limit, so that a pandoc that does not take it shows.
            case .pandoc: ["--version", "+RTS", "-M512M", "-RTS"]
            case .qpdf, .weasyprint: ["--version"]
            case .pdftotext, .pdfinfo: ["-v"]
            case .antiword: ["-h"]
            }
        }
    }

    /// A program that is there.
    package struct Found: Sendable, Equatable {
        package var path: String
        /// As it gives it, `2.17.1.1`; `nil` where it would not say.
        package var version: String?
    }

    package let programs: [Program: Found]
    package let containment: Containment
    private let folder: String?
    private let slots: ToolSlots

    /// Looks for the programs in the system's folders and tries how they can be contained.
    ///
    /// Takes some tenths of a second. `PATH` is not searched, because folders on it may be written by others.
    package static func find() async -> DocumentTools {
        let containment = await bestContainment()
        var programs: [Program: Found] = [:]
        for program in Program.allCases {
            guard let path = path(of: program.rawValue) else { continue }
            programs[program] = Found(path: path, version: await version(of: program, at: path, containment))
        }
        return DocumentTools(programs: programs, containment: containment)
    }

    init(
        programs: [Program: Found], containment: Containment, folder: String? = nil,
        slots: ToolSlots = .init(2)
    ) {
        self.programs = programs
        self.containment = containment
        self.folder = folder
        self.slots = slots
    }

    /// The same programs with a folder in which private working folders may be made and removed again, where the
    /// containment gives none: a study's `.rir/`.
    package func working(in folder: String) -> DocumentTools {
        DocumentTools(programs: programs, containment: containment, folder: folder, slots: slots)
    }

    /// Runs a program over some bytes.
    func run(
        _ program: Program, _ arguments: [String], input: [UInt8], limits: ToolLimits,
        keepsErrors: Bool = false
    ) async -> Result<[UInt8], ToolFailure> {
        guard let found = programs[program] else { return .failure(.notStarted) }
        return await run([found.path] + arguments, input, limits, isPandoc: program == .pandoc, keepsErrors)
    }

    /// Runs a fixed shell script that has a program's path as `$1`, in a folder of its own.
    func run(script: String, for program: Program, input: [UInt8], limits: ToolLimits) async
        -> Result<[UInt8], ToolFailure>
    {
        guard let found = programs[program], containment.hasOwnFolder || folder != nil else {
            return .failure(.notStarted)
        }
        return await run(["/bin/sh", "-c", script, "sh", found.path], input, limits, isPandoc: false, false)
    }

    private func run(
        _ command: [String], _ input: [UInt8], _ limits: ToolLimits, isPandoc: Bool, _ keepsErrors: Bool
    ) async -> Result<[UInt8], ToolFailure> {
        await slots.withSlot {
            let own = containment.hasOwnFolder ? nil : folder.flatMap(Self.privateFolder)
            defer { if let own { try? FileManager.default.removeItem(atPath: own) } }
            let run = ToolRun(
                program: command, input: input, limits: limits, containment: containment,
                isHeapBounded: isPandoc, folder: own, keepsErrors: keepsErrors)
            return await run.output()
        }
    }

    private static func privateFolder(in folder: String) -> String? {
        let path = "\(folder)/reading-\(UInt64.random(in: 0 ... .max))"
        let isMade: Void? = try? FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        return isMade.map { path }
    }
}

// MARK: - Looking

extension DocumentTools {
    #if os(Linux)
    private static let folders = ["/usr/bin", "/usr/local/bin", "/bin"]
    #else
    private static let folders = ["/opt/homebrew/bin", "/usr/local/bin", "/usr/bin"]
    #endif

    private static func path(of name: String) -> String? {
        folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private static func bestContainment() async -> Containment {
        #if os(Linux)
        for (containment, program) in [
            (Containment.bubblewrap, Containment.bwrap), (.namespace, Containment.unshare),
        ]
        where FileManager.default.isExecutableFile(atPath: program) {
            let trial = ToolRun(program: ["/usr/bin/true"], limits: .asking, containment: containment)
            if case .success = await trial.output() { return containment }
        }
        return .limits
        #else
        let trial = ToolRun(program: ["/usr/bin/true"], limits: .asking, containment: .sandbox)
        if case .success = await trial.output() { return .sandbox }
        return .limits
        #endif
    }

    private static func version(of program: Program, at path: String, _ containment: Containment) async
        -> String?
    {
        let run = ToolRun(
            program: [path] + program.versionArguments, limits: .asking, containment: containment,
            isHeapBounded: program == .pandoc, keepsErrors: true)
        guard case .success(let output) = await run.output() else { return nil }
        return version(in: String(decoding: output.prefix(400), as: UTF8.self))
    }

    /// The first word of numbers and points on the first lines.
    static func version(in text: String) -> String? {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "," })
        return words.first { word in
            word.utf8.contains(0x2E) && word.utf8.allSatisfy { Ascii.isDigit($0) || $0 == 0x2E }
        }.map(String.init)
    }
}
