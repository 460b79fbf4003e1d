using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec;

/// <summary>Adds the trainers to <see cref="MoodRecCatalog"/>.</summary>
public static class TrainersCatalogExtensions
{
    extension(MoodRecCatalog catalog)
    {
        /// <summary>Recommenders to train.</summary>
        public TrainersCatalog Trainers => new(catalog.Context);
    }
}
