using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Text;

namespace MlNetMoodRec.Benchmarks;

/// <summary>
/// The least that an answer can cost: the zip's two graphs in ONNX Runtime sessions of one thread each, with the text
/// tokenized and every tensor made beforehand, and the results read out. No ML.NET, no pool.
/// </summary>
internal sealed class RawSessions : IDisposable
{
    private static readonly string[] MoodOutputs =
        [MoodColumns.SentimentEmbedding, MoodColumns.Valence, MoodColumns.Arousal, MoodColumns.EmotionProbabilities, MoodColumns.Emotion];

    private static readonly string[] SongOutputs =
        [RecommenderColumns.SongIds, RecommenderColumns.Titles, RecommenderColumns.Scores, RecommenderColumns.LikeProbabilities, RecommenderColumns.Basis];

    private readonly InferenceSession _encoder;
    private readonly InferenceSession _recommender;
    private readonly NamedOnnxValue[] _tokens;
    private readonly NamedOnnxValue[] _context;

    public RawSessions(string encoderFolder, ReadOnlyMemory<byte> recommender, ListenerContext context)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        _encoder = new InferenceSession(Path.Combine(encoderFolder, "model.onnx"), options);
        _recommender = new InferenceSession(recommender.ToArray(), options);
        long[] ids = [.. BertWordPiece.Load(Path.Combine(encoderFolder, "vocab.txt")).Encode(context.Text).Select(id => (long)id)];
        _tokens = [Tensor(MoodColumns.InputIds, ids), Tensor(MoodColumns.AttentionMask, Repeat(1L, ids.Length))];
        using var prepared = new RecommenderSession(recommender);
        _context = [.. prepared.TopInputs([context], [0], readings: null).Where(i => i.Name is not (MoodColumns.SentimentEmbedding or MoodColumns.HasText)), Tensor(MoodColumns.HasText, [1f])];
    }

    public SongRecommendations Recommend()
    {
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> mood = _encoder.Run(_tokens, MoodOutputs);
        NamedOnnxValue embedding = NamedOnnxValue.CreateFromTensor(MoodColumns.SentimentEmbedding, mood[0].AsTensor<float>());
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> songs = _recommender.Run([.. _context, embedding], SongOutputs);
        return new SongRecommendations
        {
            SongIds = [.. songs[0].AsEnumerable<string>()],
            Titles = [.. songs[1].AsEnumerable<string>()],
            Scores = [.. songs[2].AsEnumerable<float>()],
            LikeProbabilities = [.. songs[3].AsEnumerable<float>()],
            Basis = songs[4].AsEnumerable<string>().Single(),
            Valence = mood[1].AsEnumerable<float>().Single(),
            Arousal = mood[2].AsEnumerable<float>().Single(),
            EmotionProbabilities = [.. mood[3].AsEnumerable<float>()],
            Emotion = mood[4].AsEnumerable<string>().Single(),
        };
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _recommender.Dispose();
    }

    private static T[] Repeat<T>(T value, int count) => [.. Enumerable.Repeat(value, count)];

    private static NamedOnnxValue Tensor<T>(string name, T[] values) => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(values, [1, values.Length]));
}
