using MlNetMoodRec.Training.Onnx;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// One of the ways in which a <see cref="SongMemory"/> goes by all listening: its sources, such as the latest songs, each name
/// songs and their shares. The torch and the ONNX form of a voice stand side by side and say the same.
/// </summary>
internal abstract class MemoryVoice : IDisposable
{
    /// <summary>How many of the latest songs a memory looks at. 10: arbitrary.</summary>
    public const int RecentSongs = 10;

    /// <summary>The voices that options ask for, which go by some sequences; none for no memory.</summary>
    /// <param name="options">The options.</param>
    /// <param name="sequences">The sequences.</param>
    /// <param name="songs">How many songs there are, without the unknown one.</param>
    /// <param name="cancellation">Stops the counting.</param>
    public static IEnumerable<MemoryVoice> Count(MoodLstmOptions options, IReadOnlyList<ListeningSequence> sequences, int songs, CancellationToken cancellation)
    {
        if (options.Successors > 0)
        {
            yield return new SuccessorVoice(SongSuccessors.Count(sequences, songs, options.Successors, isBackward: false, cancellation));
        }

        if (options.Predecessors > 0)
        {
            yield return new SuccessorVoice(SongSuccessors.Count(sequences, songs, options.Predecessors, isBackward: true, cancellation));
        }

        if (options.PairSuccessors)
        {
            yield return PairVoice.Count(sequences, songs);
        }

        if (options.Repeats)
        {
            yield return new RepeatVoice();
        }
    }

    /// <summary>How many sources the voice has.</summary>
    public abstract int Sources { get; }

    /// <summary>Log odds at first that the next song is from this voice rather than from the softmax.</summary>
    public abstract float StartGate { get; }

    /// <summary>What the voice says of all songs.</summary>
    /// <param name="recent">Int64 [rows, <see cref="RecentSongs"/>]: indices, the latest first; 0 for none.</param>
    /// <returns>
    /// Songs, int64 [rows, sources, n], 0 for none; their shares, the same shape; and how much each source goes by, as a
    /// log, [rows, sources], 0 where it says nothing.
    /// </returns>
    public abstract (Tensor Songs, Tensor Shares, Tensor Evidence) Recall(Tensor recent);

    /// <summary>The same as nodes.</summary>
    public abstract (string Songs, string Shares, string Evidence) Recall(OnnxGraph onnx, string recent);

    public abstract void Dispose();
}
