using CsCheck;
using Microsoft.ML;
using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Recommendation;

/// <summary>What a request can wish for, with a saved matrix factorisation behind plain <c>Model.Load</c>.</summary>
[TestClass]
public sealed class WishesTests
{
    private const int SongCount = 60;

    /// <summary>At a mood weight of 1000, differences of squared distances that six standard deviations of the scores make up for.</summary>
    private const double TasteAtLargeWeight = 0.006;

    /// <summary>Every tenth song has no artist, every seventh no valence, the last no energy either.</summary>
    private static readonly Song[] Catalogue = [.. Enumerable.Range(0, SongCount).Select(i => new Song
    {
        Id = $"s{i}",
        Title = $"Song {i}",
        Artist = i % 10 == 9 ? "" : $"artist {i % 8}",
        Genre = i % 3 == 0 ? "rock" : "pop",
        Tempo = 80 + i,
        Valence = i % 7 == 6 ? null : i * 37 % 60 / 59f,
        Energy = i == SongCount - 1 ? null : i * 23 % 60 / 59f,
    })];

    private static string s_zip = "";
    private static ITransformer s_model = null!;
    private static PredictionEngine<ListenerContext, SongRecommendations> s_engine = null!;

    [ClassInitialize]
    public static void Train(TestContext _)
    {
        s_zip = Path.Combine(Path.GetTempPath(), $"wishes-{Guid.NewGuid():N}.zip");
        Save(Catalogue, s_zip);
        var ml = new MLContext(1);
        s_model = ml.Model.Load(s_zip, out DataViewSchema _);
        s_engine = ml.Model.CreatePredictionEngine<ListenerContext, SongRecommendations>(s_model, new PredictionEngineOptions { IgnoreMissingColumns = true });
    }

    [ClassCleanup]
    public static void Delete()
    {
        s_engine.Dispose();
        (s_model as IDisposable)?.Dispose();
        File.Delete(s_zip);
    }

    [TestMethod]
    public void Recommend_NoWishes_IsTheOrderOfTheMethodsScores()
    {
        using MoodRecModel model = MoodRecModel.Load(s_zip);
        using var session = new RecommenderSession(model.RecommenderOnnx);
        var context = new ListenerContext { RecentSongIds = ["s1", "s4", "nobody"], TopN = 12 };

        float[] scores = session.Score([context], [null]);
        SongRecommendations answer = Recommend(context);

        CollectionAssert.AreEqual(scores.OrderDescending().Take(12).ToArray(), answer.Scores);
        CollectionAssert.AreEqual(session.SongIds.Zip(scores).OrderByDescending(s => s.Second).Take(12).Select(s => s.First).ToArray(), answer.SongIds);
        Assert.IsEmpty(answer.Notes);
    }

    [TestMethod]
    public void Recommend_AnythingAtAll_IsADefinedAnswer()
    {
        Gen<float> number = Gen.OneOf<float>(Gen.Float[-2, 2], Gen.OneOf<float>(float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, 1, float.MaxValue, -1e30f));
        Gen<string> id = Gen.OneOf<string>(Gen.Int[-1, SongCount].Select(i => $"s{i}"), Gen.OneOf<string>("", " ", "nobody"));
        Gen<string> word = Gen.OneOf<string>("", "match", "lift", " CALM ", "exclude", "replay", "allow", "happy", "😡", "\u0000");
        var gen =
            from numbers in number.Array[8]
            from words in word.Array[3]
            from recent in id.Array[0, 6]
            from hours in number.Array[0, 6]
            from excluded in id.Array[0, 40]
            from allowed in id.Array[0, 20]
            from integers in Gen.Int[-2, 70].Array[2]
            select new ListenerContext
            {
                GivenValence = numbers[0],
                GivenArousal = numbers[1],
                MoodWeight = numbers[2],
                LikeWeight = numbers[3],
                Diversity = numbers[4],
                ReplayHalfLifeHours = numbers[5],
                TextHoursAgo = numbers[6],
                RecentFeedback = [numbers[7]],
                GivenEmotion = words[0],
                MoodDirection = words[1],
                SeenSongs = words[2],
                RecentSongIds = recent,
                RecentHoursAgo = hours,
                ExcludedSongIds = excluded,
                AllowedSongIds = allowed,
                MaxPerArtist = integers[0],
                TopN = integers[1],
            };

        gen.Sample(
            context =>
            {
                SongRecommendations answer = Recommend(context);
                string[] allowed = [.. context.AllowedSongIds.Where(a => a.Length > 0)];
                IEnumerable<string> candidates = Catalogue.Select(s => s.Id).Except(context.ExcludedSongIds)
                    .Except(context.SeenSongs == SeenSongs.Exclude ? context.RecentSongIds : [])
                    .Where(c => allowed.Length == 0 || allowed.Contains(c));
                int most = Math.Min(Math.Max(1, context.TopN), candidates.Count());
                var perArtist = answer.SongIds.Select(ArtistOf).Where(a => a.Length > 0).GroupBy(a => a);

                Assert.IsFalse(answer.SongIds.Except(candidates).Any(), "a song that may not be recommended");
                Assert.AreEqual(answer.SongIds.Length, answer.SongIds.Distinct().Count());
                Assert.IsTrue(context.MaxPerArtist < 1 ? answer.SongIds.Length == most : answer.SongIds.Length <= most);
                Assert.IsTrue(context.MaxPerArtist < 1 || perArtist.All(a => a.Count() <= context.MaxPerArtist));
                Assert.AreEqual(answer.SongIds.Length, answer.Scores.Length);
                Assert.AreEqual(answer.SongIds.Length, answer.Titles.Length);
                Assert.IsTrue(answer.Scores.Concat(answer.LikeProbabilities).All(float.IsFinite));
                Assert.IsTrue(new[] { answer.StartValence, answer.StartArousal, answer.TargetValence, answer.TargetArousal }.All(v => v is >= -1 and <= 1));
                Assert.AreEqual(answer.SongIds.Length < Math.Max(1, context.TopN), answer.Notes.Any(n => n is RecommendationNote.NothingLeft or RecommendationNote.FewerLeft));
            },
            iter: 300,
            threads: 1);
    }

    [TestMethod]
    public void Recommend_LargeMoodWeight_IsTheSongsClosestToTheMood()
    {
        Gen.Select(Gen.Float[-1, 1], Gen.Float[-1, 1]).Sample(
            mood =>
            {
                (float valence, float arousal) = mood;
                SongRecommendations answer = Recommend(new() { GivenValence = valence, GivenArousal = arousal, MoodWeight = 1000, TopN = 5, RecentSongIds = ["s2"] });

                double[] distances = [.. answer.SongIds.Select(s => Distance(s, valence, arousal))];
                double[] closest = [.. Catalogue.Where(s => s.Valence is not null && s.Energy is not null).Select(s => Distance(s.Id, valence, arousal)).Order().Take(5)];
                for (int i = 0; i < closest.Length; i++)
                {
                    Assert.AreEqual(closest[i] * closest[i], distances[i] * distances[i], TasteAtLargeWeight);
                }

                Assert.AreEqual(RecommendationBasis.HistoryAndMood, answer.Basis);
            },
            iter: 50,
            threads: 1);
    }

    [TestMethod]
    public void Recommend_Lift_LeadsFromTheMoodToABetterOne()
    {
        SongRecommendations answer = Recommend(new() { GivenEmotion = "sad", MoodDirection = MoodDirection.Lift, MoodWeight = 1000, TopN = 6 });

        Assert.AreEqual(-0.8f, answer.StartValence, 1e-6f);
        Assert.AreEqual(0.55f, answer.TargetValence, 1e-6f);
        Assert.AreEqual(answer.StartArousal, answer.TargetArousal);
        AssertPath(answer);
    }

    [TestMethod]
    public void Recommend_Calm_LeadsDownInArousalAndNotDownInValence()
    {
        SongRecommendations answer = Recommend(new() { GivenEmotion = "😡", MoodDirection = MoodDirection.Calm, MoodWeight = 1000, TopN = 6 });

        Assert.AreEqual(0.8f, answer.StartArousal, 1e-6f);
        Assert.AreEqual(-0.55f, answer.TargetArousal, 1e-6f);
        Assert.AreEqual(0, answer.TargetValence);
        AssertPath(answer);
    }

    [TestMethod]
    public void Recommend_GivenNumber_GoesBeforeTheGivenEmotion()
    {
        SongRecommendations answer = Recommend(new() { GivenEmotion = "sad", GivenValence = 0.25f });

        Assert.AreEqual(0.25f, answer.StartValence);
        Assert.AreEqual(-0.4f, answer.StartArousal, "the other number is still the emotion's");
    }

    [TestMethod]
    public void Recommend_Replay_PenalisesByHowRecentlyASongWasHeard()
    {
        ListenerContext Replayed(float hours) => new()
        {
            RecentSongIds = ["s3", "s5"],
            RecentHoursAgo = [500, hours],
            SeenSongs = SeenSongs.Replay,
            TopN = SongCount,
        };
        float ScoreAfter(float hours) => Recommend(Replayed(hours)) is var answer ? answer.Scores[Array.IndexOf(answer.SongIds, "s5")] : 0;

        float[] scores = [.. new[] { 0f, 12, 24, 48, 480 }.Select(ScoreAfter)];

        CollectionAssert.AreEqual(scores.Order().ToArray(), scores);
        Assert.AreEqual(2, (scores[4] - scores[0]) / (scores[4] - scores[2]), 1e-3f, "half of it is gone after the half-life of 24 hours");
    }

    [TestMethod]
    public void Recommend_SeenExcluded_AreNotRecommended() =>
        Assert.IsFalse(Recommend(new() { RecentSongIds = ["s1", "s2"], SeenSongs = SeenSongs.Exclude, TopN = SongCount }).SongIds.Intersect(["s1", "s2"]).Any());

    [TestMethod]
    public void Recommend_Diversity_MakesTheSongsLessAlike()
    {
        int SharedAt(float diversity)
        {
            Song[] songs = [.. Recommend(new() { RecentSongIds = ["s0", "s8", "s16"], Diversity = diversity, TopN = 8 }).SongIds.Select(id => Catalogue.Single(s => s.Id == id))];
            return songs.SelectMany((one, i) => songs.Skip(i + 1).Select(other => (one, other)))
                .Sum(pair => (pair.one.Artist.Length > 0 && pair.one.Artist == pair.other.Artist ? 1 : 0) + (pair.one.Genre == pair.other.Genre ? 1 : 0));
        }

        Assert.IsLessThan(SharedAt(0), SharedAt(0.7f), "pairs of songs that share their artist or their genre");
    }

    [TestMethod]
    public void Recommend_WhatCannotBeDone_IsSaid()
    {
        AssertNotes([RecommendationNote.NothingLeft], new() { AllowedSongIds = ["nobody"] });
        AssertNotes([RecommendationNote.FewerLeft], new() { AllowedSongIds = ["s1", "s2"] });
        AssertNotes([RecommendationNote.NoKnownRecentSong], new() { RecentSongIds = ["nobody"] });
        AssertNotes([RecommendationNote.UnknownEmotion], new() { GivenEmotion = "qwerty" });
        AssertNotes([RecommendationNote.UnknownDirection], new() { MoodDirection = "sideways" });
        AssertNotes([RecommendationNote.UnknownSeenSongs], new() { SeenSongs = "forget" });
    }

    [TestMethod]
    public void Recommend_CatalogueWithoutSounds_SaysThatTheMoodWasNotUsed()
    {
        string zip = Path.Combine(Path.GetTempPath(), $"wishes-{Guid.NewGuid():N}.zip");
        try
        {
            Save([.. Catalogue.Select(s => new Song { Id = s.Id })], zip);
            using MoodRecModel model = MoodRecModel.Load(zip);

            SongRecommendations plain = model.Recommend(new());
            SongRecommendations lifted = model.Recommend(new() { MoodDirection = MoodDirection.Lift });

            CollectionAssert.AreEqual(plain.SongIds, lifted.SongIds);
            CollectionAssert.AreEqual(plain.Scores, lifted.Scores);
            CollectionAssert.AreEqual(new[] { RecommendationNote.NoSongMoods }, lifted.Notes);
            Assert.AreEqual(RecommendationBasis.Popularity, lifted.Basis);
        }
        finally
        {
            File.Delete(zip);
        }
    }

    [TestMethod]
    public void Explain_SongsOfOneGroup_AreSpokenForByTheRecentSongOfThatGroup()
    {
        using MoodRecModel model = MoodRecModel.Load(s_zip);

        RecommendationExplanation explanation = model.Explain(new() { RecentSongIds = ["s2", "nobody", "s41"], SeenSongs = SeenSongs.Exclude, TopN = 10 });

        Assert.IsNull(explanation.WithoutText);
        Assert.IsEmpty(explanation.Words);
        CollectionAssert.AreEqual(explanation.Answer.SongIds, explanation.Songs.Select(s => s.SongId).ToArray());
        foreach (SongReason reason in explanation.Songs)
        {
            // Listeners of the training data like either the first or the second half of the songs.
            string expected = int.Parse(reason.SongId[1..], System.Globalization.CultureInfo.InvariantCulture) < SongCount / 2 ? "s2" : "s41";
            Assert.AreEqual(expected, reason.RecentSongs[0].SongId, reason.SongId);
            Assert.IsTrue(reason.RecentSongs.All(r => r.Influence > 0));
        }
    }

    private static SongRecommendations Recommend(ListenerContext context) => s_engine.Predict(context).WithoutNulls();

    private static void AssertNotes(string[] expected, ListenerContext context) => CollectionAssert.AreEqual(expected, Recommend(context).Notes);

    /// <summary>Each song is, of those not above it, the closest to the aim of its place: nothing but the mood counts.</summary>
    private static void AssertPath(SongRecommendations answer)
    {
        for (int i = 0; i < answer.SongIds.Length; i++)
        {
            float share = i / (answer.SongIds.Length - 1f);
            double DistanceToAim(string id) => Distance(
                id,
                answer.StartValence + (share * (answer.TargetValence - answer.StartValence)),
                answer.StartArousal + (share * (answer.TargetArousal - answer.StartArousal)));
            double closest = Catalogue.Where(s => s.Valence is not null && s.Energy is not null && !answer.SongIds.Take(i).Contains(s.Id)).Min(s => DistanceToAim(s.Id));
            double distance = DistanceToAim(answer.SongIds[i]);
            Assert.AreEqual(closest * closest, distance * distance, TasteAtLargeWeight, $"place {i}");
        }
    }

    private static double Distance(string id, float valence, float arousal)
    {
        Song song = Catalogue.Single(s => s.Id == id);
        return Math.Sqrt(Math.Pow((2 * song.Valence!.Value) - 1 - valence, 2) + Math.Pow((2 * song.Energy!.Value) - 1 - arousal, 2));
    }

    private static string ArtistOf(string id) => Catalogue.Single(s => s.Id == id).Artist;

    private static void Save(Song[] catalogue, string path)
    {
        var ml = new MLContext(1);
        var random = new Random(7);
        ListenerEvent[] events = [.. Enumerable.Range(0, 80).SelectMany(user => Enumerable.Range(0, 8).Select(play => new ListenerEvent
        {
            UserId = $"u{user}",
            SongId = $"s{random.Next(SongCount / 2) + (user % 2 * SongCount / 2)}",
            Time = DateTime.UnixEpoch.AddHours(play),
        }))];
        IDataView rows = ml.Data.LoadFromEnumerable(events);
        using RecommenderTransformer model = ml.MoodRec().Trainers.Als(new AlsOptions { Factors = 4, Iterations = 5, Threads = 1 }, catalogue).Fit(rows);
        MoodRecModel.Save(ml, model, rows.Schema, new ModelManifest { Method = "als" }, catalogue, path);
    }
}
