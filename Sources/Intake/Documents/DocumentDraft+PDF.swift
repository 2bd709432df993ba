import StudyModel

/// PDF documents.
extension DocumentDraft {
    func pdfContent() async throws(StudyError) -> DocumentContent {
        guard let start = PDFFile.start(in: source.bytes) else { throw unreadable }
        let bytes = start == 0 ? source.bytes : Array(source.bytes[start...])
        let limits = ToolLimits.reading(bytes.count, memory: 1 << 30)
        var info = try await information(bytes, limits)
        var opened = bytes
        let isDecrypted = info.needsPassword
        if isDecrypted {
            opened = try await decrypted(bytes, limits)
            info = try await information(opened, limits)
            guard !info.needsPassword else { throw encrypted(hint: Self.passwordHint) }
        }
        let output = try await output(
            of: .pdftotext, ["-layout", "-enc", "UTF-8", "-eol", "unix", "-q", "-", "-"], opened,
            limits: limits)
        var content = try content(of: output, info)
        if isDecrypted {
            content.remarks.append("It is protected with a password, which was given.")
        } else if info.isEncrypted {
            content.remarks.append("It is encrypted, but opens without a password.")
        }
        return content
    }

    private static let passwordHint =
        "Put the password into a file of its own and give '--password-file FILE'."

    private func information(_ bytes: [UInt8], _ limits: ToolLimits) async throws(StudyError) -> PDFInfo {
        guard tools.programs[.pdftotext] != nil, tools.programs[.pdfinfo] != nil else {
            throw DocumentTools.missing(.pdftotext, for: path, name: format.name)
        }
        var limits = limits
        limits.output = 1 << 20
        // What it says on standard error tells a missing password; damaged files say too much there.
        switch await tools.run(.pdfinfo, ["-isodates", "-"], input: bytes, limits: limits, keepsErrors: true)
        {
        case .success(let output), .failure(.failed(_, let output)): return PDFInfo(output)
        case .failure(.tooMuchOutput): break
        case .failure(let failure): throw DocumentTools.refusal(failure, of: path, name: format.name)
        }
        guard
            case .success(let output) = await tools.run(
                .pdfinfo, ["-isodates", "-"], input: bytes, limits: limits)
        else { return PDFInfo([]) }
        return PDFInfo(output)
    }

    /// Opens it with the password given.
    ///
    /// Password and file go to a fixed script on standard input, the password first, on a line of its own; both are
    /// files in the folder of its own for as long as it runs.
    private func decrypted(_ bytes: [UInt8], _ limits: ToolLimits) async throws(StudyError) -> [UInt8] {
        guard let password = source.password?.prefix(while: { !$0.isNewline }), !password.isEmpty else {
            throw encrypted(hint: Self.passwordHint)
        }
        guard tools.programs[.qpdf] != nil else {
            throw DocumentTools.missing(.qpdf, for: path, name: "a PDF document with a password")
        }
        let input = Array(password.utf8) + [0x0A] + bytes
        switch await tools.run(script: Self.decryption, for: .qpdf, input: input, limits: limits) {
        case .success(let output): return output
        case .failure(.failed):
            throw encrypted(hint: "The password given does not open it; check it and try again.")
        case .failure(let failure): throw DocumentTools.refusal(failure, of: path, name: format.name)
        }
    }

    /// Status 3 is a file with faults that qpdf mended.
    private static let decryption = """
        umask 077; IFS= read -r password && printf '%s\\n' "$password" >password && cat >document || exit 9; \
        "$1" --password-file=password --decrypt document -; status=$?; [ $status = 3 ] && exit 0; exit $status
        """

    private func content(of output: [UInt8], _ info: PDFInfo) throws(StudyError) -> DocumentContent {
        var pages = PDFPages(output)
        let empty = pages.empty
        guard empty.count < pages.pages.count else {
            throw StudyError(
                .importUnreadable, "'\(path.full)' holds no text; its pages may be pictures.",
                hint: "Recognise its text with 'ocrmypdf FILE.pdf OUT.pdf' and import the result.")
        }
        let running = RunningLines.fold(&pages)
        let numbers = MarginNumbers.fold(&pages)
        var content = DocumentContent(text: PDFText.text(of: pages), properties: info.properties)
        content.details = [("pages", .number(info.pages ?? pages.pages.count))]
        if !running.headers.isEmpty { content.details.append(("running-header", .list(running.headers))) }
        if !running.footers.isEmpty { content.details.append(("running-footer", .list(running.footers))) }
        if !running.headers.isEmpty || !running.footers.isEmpty {
            content.remarks.append(
                "Lines that stand at the top or bottom of most pages were taken out of the text.")
        }
        if numbers > 0 {
            content.remarks.append("The numbers in the left margin were taken out of the text.")
        }
        if !empty.isEmpty { content.remarks.append(Self.emptyPages(empty)) }
        return content
    }

    private static func emptyPages(_ pages: [Int]) -> String {
        let list = pages.prefix(20).map(String.init).joined(separator: ", ") + (pages.count > 20 ? ", …" : "")
        return pages.count == 1
            ? "Page \(list) holds no text; it may be a picture."
            : "Pages \(list) hold no text; they may be pictures."
    }
}
