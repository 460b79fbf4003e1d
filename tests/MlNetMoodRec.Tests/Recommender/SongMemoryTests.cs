using MlNetMoodRec.Training.Recommender;
using static TorchSharp.torch;

namespace MlNetMoodRec.Tests.Recommender;

[TestClass]
public sealed class SongMemoryTests
{
    private const int Units = 3;

    private static readonly MoodLstmOptions Options = new() { Successors = 3, Predecessors = 2, PairSuccessors = true, Repeats = true };

    [TestMethod]
    public void Mix_AnyVoices_GivesChancesThatAddUpToWhatIsSaid()
    {
        using var scope = NewDisposeScope();
        ListeningSequences data = Read();
        using SongMemory memory = Memory(data);
        Tensor scores = rand(4, data.Songs.Ids.Length);

        double[] sums = [.. memory.Mix(scores, rand(4, Units), Recent(data)).exp().sum([1L]).data<float>().Select(sum => (double)sum)];

        Assert.AreEqual(1, sums[0], 1e-5, "without a song it is the softmax alone");
        Assert.IsTrue(sums.All(sum => sum is > 0.3 and < 1.00001), "tables that keep few songs, and songs left out, take a part away");
    }

    [TestMethod]
    public void LogChances_Targets_AreThoseOfTheMix()
    {
        using var scope = NewDisposeScope();
        ListeningSequences data = Read();
        using SongMemory memory = Memory(data);
        (Tensor scores, Tensor state, Tensor recent) = (rand(4, data.Songs.Ids.Length), rand(4, Units), Recent(data));

        for (long song = 0; song < data.Songs.Ids.Length; song++)
        {
            Tensor targets = full([4], song, dtype: ScalarType.Int64);
            Assert.IsTrue(memory.LogChances(memory.Voices, scores, state, recent, targets).allclose(memory.Mix(scores, state, recent).select(1, song), rtol: 1e-4));
        }
    }

    private static SongMemory Memory(ListeningSequences data) => new([.. MemoryVoice.Count(Options, data.Sequences, data.Songs.Ids.Length, default)], Units);

    /// <summary>None, one song, two, and one that is there twice.</summary>
    private static Tensor Recent(ListeningSequences data)
    {
        (long a, long b) = (data.Songs.Find("s1"), data.Songs.Find("s2"));
        long[][] rows = [[], [a], [b, a], [a, b, a]];
        return tensor([.. rows.SelectMany(row => row.Concat(new long[MemoryVoice.RecentSongs - row.Length]))], [rows.Length, MemoryVoice.RecentSongs]);
    }

    private static ListeningSequences Read()
    {
        var random = new Random(3);
        IEnumerable<EncodedEvent> rows = Enumerable.Range(0, 40).SelectMany(user => Events.Of($"u{user}", [.. Enumerable.Range(0, random.Next(2, 9)).Select(_ => $"s{random.Next(6)}")]));
        return ListeningSequences.Read(Events.View(rows), [], withMood: false);
    }
}
