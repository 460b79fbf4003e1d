using MlNetMoodRec.Data;
using MlNetMoodRec.Training.Recommender;
using static TorchSharp.torch;

namespace MlNetMoodRec.Tests.Recommender;

[TestClass]
public sealed class StepSongsTests
{
    private static readonly MoodLstmOptions Options = new() { UseMood = false, Units = 8, SongDimension = 5, HistoryLength = 4, Dropout = 0 };

    [TestMethod]
    public void Of_BatchAndSample_NamesEachOfTheirSongsOnceAndTheUnknownOneFirst()
    {
        using var scope = NewDisposeScope();
        (_, TrainingBatch batch, SongSample sample) = Create();

        StepSongs some = StepSongs.Of(batch, sample);

        long[] rows = [.. some.Rows.data<long>()];
        Assert.AreEqual(0, rows[0]);
        CollectionAssert.AllItemsAreUnique(rows);
        CollectionAssert.IsSubsetOf(sample.Songs.data<long>().ToArray(), rows.Select(r => r - 1).ToArray());
        Assert.IsTrue(some.Rows.index_select(0, some.Batch.Songs.view(-1)).view_as(batch.Songs).equal(batch.Songs).all().item<bool>());
        Assert.IsLessThan(30, rows.Length, "the catalogue has 40 songs");
    }

    [TestMethod]
    public void Songs_OfAStep_GiveTheLossesAndGradientsThatAllSongsGive()
    {
        using var scope = NewDisposeScope();
        (MoodLstmNetwork network, TrainingBatch batch, SongSample sample) = Create();
        using var _ = network;

        (Tensor loss, Tensor like) = Losses(network, batch, network.Songs(), sample);
        loss.add(like).backward();
        Dictionary<string, Tensor> expected = network.named_parameters().Where(p => p.parameter.grad is not null).ToDictionary(p => p.name, p => p.parameter.grad!.clone());
        network.zero_grad();
        StepSongs some = StepSongs.Of(batch, sample);
        SongTable songs = network.Songs(some.Rows);
        (Tensor lossOfSome, Tensor likeOfSome) = Losses(network, some.Batch, songs, some.Sample);
        lossOfSome.add(likeOfSome).backward();

        Assert.AreEqual(loss.item<float>(), lossOfSome.item<float>(), 1e-5f);
        Assert.AreEqual(like.item<float>(), likeOfSome.item<float>(), 1e-5f);
        Tensor own = zeros_like(network.OwnSongs).index_copy_(0, some.Rows, songs.Own.grad!);
        foreach ((string name, Tensor gradient) in expected)
        {
            Tensor mine = name == "_songs" ? own : network.get_parameter(name)!.grad!;
            Assert.IsTrue(mine.allclose(gradient, rtol: 1e-4, atol: 1e-6), name);
        }

        Assert.IsGreaterThan(8, expected.Count);
    }

    private static (Tensor Next, Tensor Like) Losses(MoodLstmNetwork network, TrainingBatch batch, SongTable songs, SongSample sample)
    {
        Tensor situation = network.Situation(batch, songs, texts: null);
        Tensor next = SampledSoftmax.LogChances(
            situation.mm(network.Choice()), songs.Candidates, songs.Bias, batch.Heard, network.HeardWorth(batch.Heard), batch.Targets, sample).mean().neg();
        return (next, nn.functional.binary_cross_entropy_with_logits(network.LikeLogits(situation, songs, batch.Targets), batch.Liked));
    }

    /// <summary>Forty songs of artists and genres, of which a batch knows few.</summary>
    private static (MoodLstmNetwork Network, TrainingBatch Batch, SongSample Sample) Create()
    {
        var random = new Random(2);
        Song[] catalogue = [.. Enumerable.Range(0, 40).Select(i => new Song { Id = $"s{i:00}", Artist = $"a{i % 7}", Genre = $"g{i % 3}", Tempo = 80 + i })];
        IEnumerable<EncodedEvent> rows = Enumerable.Range(0, 30).SelectMany(user => Events.Of($"u{user}", [.. Enumerable.Range(0, 6).Select(_ => $"s{random.Next(40):00}")]));
        ListeningSequences data = ListeningSequences.Read(Events.View(rows), catalogue, withMood: false);
        var network = new MoodLstmNetwork(data.Songs, Options, songStart: null, []);
        using (no_grad())
        {
            // The others start at zero, where nothing depends on them.
            Array.ForEach([.. network.parameters().Where(p => p.eq(0).all().item<bool>())], p => p.normal_(0, 0.1));
        }

        TrainingBatch batch = TrainingBatch.Create(TrainingWindow.Cut(data.Sequences[..3], Options.HistoryLength, _ => false), 0.1, random);
        return (network, batch, SampledSoftmax.Draw(40, 8, random));
    }
}
