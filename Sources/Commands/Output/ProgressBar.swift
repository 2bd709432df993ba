package import StudyModel

/// Long work on one line of the terminal: a bar, a count, a rate and the time left.
///
/// Shown to people only.
package final class ProgressBar {
    /// Milliseconds between two drawings.
    static let interval = 100
    private static let cells = 24

    private let sink: Sink
    private let clock: () -> Int
    private var phase = ""
    private var startedAt = 0
    private var startedFrom = 0
    private var drawnAt: Int?
    private var isDrawn = false

    /// - Parameters:
    ///   - sink: Where to draw; nothing is drawn where nobody looks.
    ///   - clock: Milliseconds from any fixed moment on.
    package init(on sink: Sink, clock: @escaping () -> Int = Clock.milliseconds) {
        self.sink = sink
        self.clock = clock
    }

    /// Draws where the work stands, ten times a second at most.
    package func show(_ progress: WorkProgress) {
        guard let screen = sink.screen else { return }
        let now = clock()
        if progress.phase != phase {
            phase = progress.phase
            startedAt = now
            startedFrom = progress.done
            drawnAt = nil
        }
        let isLast = progress.done == progress.total
        if let drawnAt, now - drawnAt < Self.interval, !isLast { return }
        drawnAt = now
        let pace = Pace(done: progress.done - startedFrom, milliseconds: now - startedAt)
        let line = Self.line(progress, pace)
        sink.write("\r" + DisplayWidth.fit(line, to: screen.width - 1) + "\u{1B}[K")
        isDrawn = true
        Interruption.lineIsOpen = true
    }

    /// Takes the bar away.
    package func clear() {
        guard isDrawn else { return }
        sink.write("\r\u{1B}[K")
        isDrawn = false
        Interruption.lineIsOpen = false
    }

    /// How much was done in how long.
    package struct Pace: Sendable {
        package var done: Int
        package var milliseconds: Int

        package init(done: Int, milliseconds: Int) {
            self.done = done
            self.milliseconds = milliseconds
        }
    }

    /// The line as it is drawn: `import  [######······]  1,200 of 2,400  50 %  800/s  0:01 left`.
    package static func line(_ progress: WorkProgress, _ pace: Pace) -> String {
        var parts = [VisibleText.line(progress.phase)]
        let total = progress.total.map { max($0, progress.done) }
        if let total, total > 0 {
            let filled = cells * progress.done / total
            parts.append(
                "[\(String(repeating: "#", count: filled))\(String(repeating: "·", count: cells - filled))]")
            parts.append("\(progress.done.grouped) of \(total.grouped)")
            parts.append("\(100 * progress.done / total) %")
        } else {
            parts.append(progress.done.grouped)
        }
        guard pace.milliseconds >= 500, pace.done > 0 else { return parts.joined(separator: "  ") }
        parts.append("\((pace.done * 1000 / pace.milliseconds).grouped)/s")
        if let total, total > progress.done {
            let left = (total - progress.done) * pace.milliseconds / pace.done / 1000
            parts.append("\(left / 60):\((left % 60).padded(to: 2)) left")
        }
        return parts.joined(separator: "  ")
    }
}
