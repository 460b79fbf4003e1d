namespace MlNetMoodRec.Web.Api;

/// <summary>A recent song that speaks for a recommended one.</summary>
/// <param name="Id">The recent song's id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Influence">How much lower the recommended song would score without it; above 0, on the scale of the scores.</param>
public sealed record SongBecause(string Id, string Title, float Influence);
