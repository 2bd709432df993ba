#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// One connection: what has come of a call, and what is still to be sent.
final class Caller {
    private static let pieceSize = 64 * 1024

    let descriptor: Int32
    /// When the connection ends if nothing comes of it.
    private(set) var deadline: ContinuousClock.Instant
    /// Whether the connection is to be given up.
    private(set) var isOver = false
    /// Whether the system has something for it, or takes something from it.
    var isReady = false

    private let limits: WitnessServer.Limits
    private var reader: CallReader
    private var outgoing: ArraySlice<UInt8> = []
    /// Whether the connection ends when ``outgoing`` has gone.
    private var closes = false
    /// Whether nothing more is said here, and what still comes is thrown away.
    private var isLeaving = false
    /// Whether a part of a call has come.
    private var isInCall = false

    init(_ descriptor: Int32, _ limits: WitnessServer.Limits) {
        self.descriptor = descriptor
        self.limits = limits
        reader = CallReader(largestBody: limits.body)
        deadline = .now + limits.idle
    }

    deinit { close(descriptor) }

    /// Whether there is something to send.
    var isSending: Bool { !outgoing.isEmpty }

    /// Whether nothing is owed to the other side.
    var isIdle: Bool { !isSending && !isInCall && !isLeaving }

    /// Goes on as far as it goes without waiting.
    ///
    /// - Parameter answer: Answers a call; `nil` when no more calls are answered.
    func serve(_ now: ContinuousClock.Instant, answer: (Call) -> Answer?) {
        if isReady {
            isReady = false
            if isSending { send(now) } else { receive(now) }
            while !isOver, !isLeaving, !isSending, take(now, answer) { send(now) }
        }
        if !isOver, deadline <= now { runOut(now) }
    }

    /// Answers the next call, if all of it has come.
    private func take(_ now: ContinuousClock.Instant, _ answer: (Call) -> Answer?) -> Bool {
        do throws(CallRefusal) {
            if let call = try reader.next() {
                guard let answer = answer(call) else { return false }
                say(answer.bytes(closes: call.closes, withBody: call.method != "HEAD"), now)
                closes = call.closes
                return true
            }
            if reader.takeWaiting() {
                outgoing = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)[...]
                return true
            }
            if !isInCall, !reader.isIdle {
                isInCall = true
                deadline = now + limits.call
            }
            return false
        } catch {
            say(error.answer.bytes(closes: true), now)
            closes = true
            return true
        }
    }

    private func say(_ bytes: [UInt8], _ now: ContinuousClock.Instant) {
        outgoing = bytes[...]
        isInCall = false
        deadline = now + limits.call
    }

    private func send(_ now: ContinuousClock.Instant) {
        while isSending {
            let count = Descriptors.send(outgoing, to: descriptor)
            guard count >= 0 else {
                if !Descriptors.isPatience { isOver = true }
                return
            }
            outgoing = outgoing.dropFirst(count)
        }
        if closes {
            leave(now)
        } else if !isInCall {
            deadline = now + limits.idle
        }
    }

    /// Says that nothing more comes, and waits a moment: closing at once could take the answer back.
    private func leave(_ now: ContinuousClock.Instant) {
        isLeaving = true
        deadline = now + limits.farewell
        if shutdown(descriptor, Int32(SHUT_WR)) != 0 { isOver = true }
    }

    private func receive(_ now: ContinuousClock.Instant) {
        guard let piece = Descriptors.receive(from: descriptor, atMost: Self.pieceSize) else {
            if !Descriptors.isPatience { isOver = true }
            return
        }
        if piece.isEmpty {
            isOver = true
        } else if !isLeaving {
            reader.take(piece)
        }
    }

    private func runOut(_ now: ContinuousClock.Instant) {
        guard isInCall, !isSending else {
            isOver = true
            return
        }
        say(CallRefusal.tooSlow.answer.bytes(closes: true), now)
        closes = true
        send(now)
    }
}
