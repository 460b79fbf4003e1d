using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>Windows as right-padded tensors, and the positions among them that are predicted.</summary>
/// <param name="Songs">Int64 [windows, length]; 0 for unknown songs, dropped songs and padding.</param>
/// <param name="Numbers">Float [windows, length, 4]: feedback, valence, whether the elapsed time is known, its log.</param>
/// <param name="Positions">Int64 [targets]: rows of the flattened states [windows * (length + 1)], of which each window's first is the state before any song.</param>
/// <param name="Targets">Int64 [targets]: catalogue positions, -1 for unknown songs.</param>
/// <param name="Texts">Int64 [distinct texts]: rows of <see cref="TextEmbeddings"/>; the first is "no text".</param>
/// <param name="TextOfTarget">Int64 [targets]: indices into <paramref name="Texts"/>.</param>
/// <param name="TextAge">Float [targets, 1]: the scaled hours since the text was written.</param>
/// <param name="Liked">Float [targets]: 1 where the response to the target was good, else 0.</param>
/// <param name="Sources">For each target, its window and its place in the sequence.</param>
internal sealed record TrainingBatch(
    Tensor Songs,
    Tensor Numbers,
    Tensor Positions,
    Tensor Targets,
    Tensor Texts,
    Tensor TextOfTarget,
    Tensor TextAge,
    Tensor Liked,
    List<(TrainingWindow Window, int Target)> Sources)
{
    /// <summary>How many numbers describe an interaction besides its song.</summary>
    public const int NumberCount = 4;

    /// <summary>Share of windows whose elapsed times are hidden in training, so that serving without them works.</summary>
    private const double HiddenTimes = 0.1;

    /// <param name="windows">The windows.</param>
    /// <param name="inputDropout">Share of songs replaced by the unknown song.</param>
    /// <param name="random">The source of what is dropped; null drops nothing and keeps unknown targets.</param>
    public static TrainingBatch Create(IReadOnlyList<TrainingWindow> windows, double inputDropout, Random? random)
    {
        int length = Math.Max(1, windows.Max(w => w.Length));
        var songs = new long[windows.Count * length];
        var numbers = new float[windows.Count * length * NumberCount];
        List<long> positions = [];
        List<long> targets = [];
        List<long> textOfTarget = [];
        List<float> textAge = [];
        List<float> liked = [];
        List<(TrainingWindow, int)> sources = [];
        var texts = new List<long> { 0 };
        var textIndices = new Dictionary<int, int> { [0] = 0 };
        for (int w = 0; w < windows.Count; w++)
        {
            TrainingWindow window = windows[w];
            ListeningSequence sequence = window.Sequence;
            bool hideTimes = random?.NextDouble() < HiddenTimes;
            for (int i = 0; i < window.Length; i++)
            {
                int at = (w * length) + i;
                int source = window.Start + i;
                songs[at] = random?.NextDouble() < inputDropout ? 0 : sequence.Songs[source];
                WriteNumbers(numbers.AsSpan(at * NumberCount, NumberCount), sequence, source, hideTimes);
            }

            for (int target = window.FirstTarget; target <= window.LastTarget; target++)
            {
                if (random is not null && (sequence.Songs[target] == 0 || (target == 0 && sequence.Texts[target] == 0)))
                {
                    continue;
                }

                if (!textIndices.TryGetValue(sequence.Texts[target], out int text))
                {
                    text = texts.Count;
                    texts.Add(sequence.Texts[target]);
                    textIndices.Add(sequence.Texts[target], text);
                }

                positions.Add((w * (length + 1)) + target - window.Start);
                targets.Add(sequence.Songs[target] - 1);
                textOfTarget.Add(text);
                textAge.Add(ScaleHours(sequence.TextHours[target]));
                liked.Add(sequence.Feedback[target] >= SongPlays.GoodFeedback ? 1 : 0);
                sources.Add((window, target));
            }
        }

        return new TrainingBatch(
            tensor(songs, [windows.Count, length]),
            tensor(numbers, [windows.Count, length, NumberCount]),
            tensor(positions),
            tensor(targets),
            tensor(texts),
            tensor(textOfTarget),
            tensor(textAge).unsqueeze(1),
            tensor(liked),
            sources);
    }

    /// <summary>Shuffles windows into batches of like lengths.</summary>
    public static List<TrainingWindow[]> Shuffle(IReadOnlyList<TrainingWindow> windows, int batchSize, Random random)
    {
        const int BatchesPerPool = 32;
        TrainingWindow[] shuffled = [.. windows];
        random.Shuffle(shuffled);
        TrainingWindow[][] batches = [.. shuffled.Chunk(batchSize * BatchesPerPool).SelectMany(pool => pool.OrderBy(w => w.Length).Chunk(batchSize))];
        random.Shuffle(batches);
        return [.. batches];
    }

    /// <summary>Log of the hours, scaled so that a month is about 1.6.</summary>
    public static float ScaleHours(float hours) => hours < 0 ? 0 : MathF.Log(1 + hours) * HoursScale;

    public const float HoursScale = 0.25f;

    private static void WriteNumbers(Span<float> numbers, ListeningSequence sequence, int source, bool hideTimes)
    {
        float hours = hideTimes ? -1 : sequence.ElapsedHours[source];
        numbers[0] = sequence.Feedback[source];
        numbers[1] = sequence.Valence[source];
        numbers[2] = hours >= 0 ? 1 : 0;
        numbers[3] = ScaleHours(hours);
    }
}
