using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Web.Api;

/// <summary>Makes an answer of what the model says, with what its catalogue knows.</summary>
internal sealed class AnswerWriter(RecommendRequest request, SongCatalogue catalogue, bool readsText)
{
    public bool TextWasRead { get; } = readsText && !string.IsNullOrWhiteSpace(request.Text);

    public RecommendAnswer Write(RecommendationExplanation explanation) => Write(explanation.Answer, explanation.WithoutText) with
    {
        Songs = Songs(explanation.Answer, explanation.Songs),
        Words = [.. explanation.Words.Select(w => new WordMove(w.Word, w.Valence, w.Arousal))],
    };

    public RecommendAnswer Write(SongRecommendations answer, SongRecommendations? withoutText) => new()
    {
        Songs = Songs(answer),
        Basis = answer.Basis,
        Notes = answer.Notes,
        Mood = TextWasRead ? MoodAnswer.Of(answer) : null,
        Start = new PlanePoint(answer.StartValence, answer.StartArousal),
        Target = new PlanePoint(answer.TargetValence, answer.TargetArousal),
        UnknownSongIds =
        [
            .. request.RecentSongIds.Concat(request.ExcludedSongIds).Concat(request.AllowedSongIds).Where(id => catalogue.Find(id) is null).Distinct(),
        ],
        WithoutText = withoutText is null ? null : new RecommendedList(Songs(withoutText), withoutText.Basis),
        Words = null,
    };

    private RecommendedSong[] Songs(SongRecommendations answer, IReadOnlyList<SongReason>? reasons = null)
    {
        var songs = new RecommendedSong[answer.SongIds.Length];
        for (int i = 0; i < songs.Length; i++)
        {
            Song? known = catalogue.Find(answer.SongIds[i]);
            songs[i] = new RecommendedSong
            {
                Rank = i + 1,
                Id = answer.SongIds[i],
                Title = answer.Titles[i],
                Artist = known?.Artist ?? "",
                Genre = known?.Genre ?? "",
                Score = answer.Scores[i],
                LikeProbability = answer.LikeProbabilities[i],
                Because = reasons is null ? null : [.. reasons[i].RecentSongs.Select(r => new SongBecause(r.SongId, Title(r.SongId), r.Influence))],
            };
        }

        return songs;
    }

    private string Title(string id) => catalogue.Find(id) is { Title.Length: > 0 } song ? song.Title : id;
}
